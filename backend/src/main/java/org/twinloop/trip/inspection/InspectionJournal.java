package org.twinloop.trip.inspection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.trip.inspection.Inspection.Phase;
import org.twinloop.vehicle.Vehicle;

/** The events of inspections; written in the act they tell of. */
@ApplicationScoped
class InspectionJournal {

    private final Journal journal;

    InspectionJournal(Journal journal) {
        this.journal = journal;
    }

    /** With the digest of every photo, so that one shown later can be held against it. */
    Uni<Void> inspected(InspectedTrip trip, Inspection inspection) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("tripId", trip.id());
        payload.put("travellerId", trip.travellerId());
        payload.put("inspectionId", inspection.id());
        payload.put("phase", inspection.phase());
        payload.put("vehicleId", inspection.vehicleId());
        payload.put("note", inspection.note());
        payload.put(
                "photos",
                inspection.photos().stream().map(InspectionJournal::photo).toList());
        payload.put(
                "damages",
                inspection.damages().stream().map(InspectionJournal::damage).toList());
        return append("trip.inspected", trip, inspection, payload);
    }

    /**
     * For the fleet desk: what is new on the car, and at which trip or, for context and as no blame, after which one it
     * was found; nothing where nothing is.
     */
    Uni<Void> damaged(InspectedTrip trip, Inspection inspection, Vehicle car, Optional<UUID> preceding) {
        List<Damage> damages = inspection.damages();
        if (damages.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String after = preceding.map(UUID::toString).orElse("—");
        boolean before = inspection.phase() == Phase.BEFORE;
        String zh = damages.stream().map(Damage::zh).collect(Collectors.joining("；"));
        String en = damages.stream().map(Damage::en).collect(Collectors.joining("; "));
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("tripId", trip.id());
        payload.put("inspectionId", inspection.id());
        payload.put("phase", inspection.phase());
        payload.put("vehicleId", car.id());
        payload.put("plate", car.plate());
        payload.put("precedingTripId", preceding.orElse(null));
        payload.put("damages", damages.stream().map(InspectionJournal::damage).toList());
        payload.put(
                "textZh", car.plate() + "：" + zh + "。" + (before ? "取车时发现；此前用车行程（仅供了解，不表示责任）" : "还车时报告，本次行程 ") + after);
        payload.put(
                "textEn",
                car.plate() + ": " + en + ". "
                        + (before
                                ? "Found at pick-up; the car's trip before, for context and as no blame: "
                                : "Told at the return; the trip: ")
                        + after);
        return append("trip.damage-reported", trip, inspection, payload);
    }

    Uni<Void> repaired(Viewer viewer, UUID damageId, String because) {
        return journal.append(Event.of("trip.damage-repaired")
                .subject("damage", damageId)
                .unit(viewer.unitId())
                .actor(viewer.personId())
                .payload(Map.of("damageId", damageId, "reason", because)));
    }

    private Uni<Void> append(String type, InspectedTrip trip, Inspection inspection, Map<String, Object> payload) {
        UUID actor = inspection.personId();
        return journal.append(Event.of(type)
                .subject("trip", trip.id())
                .unit(trip.unitId())
                .trip(trip.id())
                .actor(actor)
                .onBehalfOf(actor.equals(trip.travellerId()) ? null : trip.travellerId())
                .payload(payload));
    }

    private static Map<String, Object> photo(Photo photo) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("photoId", photo.id());
        told.put("subject", photo.subject());
        told.put("sha256", photo.sha256());
        told.put("bytes", photo.bytes());
        told.put("sentAt", photo.sentAt());
        return told;
    }

    private static Map<String, Object> damage(Damage damage) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("damageId", damage.id());
        told.put("side", damage.side());
        told.put("kind", damage.kind());
        told.put("xPermille", damage.xPermille());
        told.put("yPermille", damage.yPermille());
        told.put("words", damage.words());
        told.put("photoId", damage.photoId());
        return told;
    }
}
