package org.twinloop.trip.inspection;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.ProblemException.FieldError;
import org.twinloop.common.Scope;
import org.twinloop.common.StoredJson;
import org.twinloop.trip.inspection.Damage.Side;
import org.twinloop.trip.inspection.Inspection.Mark;
import org.twinloop.trip.inspection.Inspection.Phase;
import org.twinloop.trip.inspection.Inspection.Sent;
import org.twinloop.vehicle.Fleet;
import org.twinloop.vehicle.Vehicle;

/** How cars were found and left: takes inspections in, tells them, and says what is still to be photographed. */
@ApplicationScoped
public class Inspections {

    /** Marks that are shown of one car, the newest. */
    private static final int STANDING_MAX = 100;

    private final Database database;
    private final InspectionRepository repository;
    private final PhotoRepository photos;
    private final InspectionJournal journal;
    private final Fleet fleet;
    private final StoredJson json;
    private final InspectionConfig config;
    private final Clock clock;

    Inspections(
            Database database,
            InspectionRepository repository,
            PhotoRepository photos,
            InspectionJournal journal,
            Fleet fleet,
            StoredJson json,
            InspectionConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.photos = photos;
        this.journal = journal;
        this.fleet = fleet;
        this.json = json;
        this.config = config;
        this.clock = clock;
    }

    /** Refuses to open a car whose photos are needed first. Must be called inside an act. */
    public Uni<Void> requireBefore(UUID tripId, UUID vehicleId) {
        return missing(tripId, vehicleId, Phase.BEFORE)
                .invoke(missing -> {
                    if (!missing.isEmpty()) {
                        throw new ProblemException(InspectionProblem.NEEDED, wanted(missing));
                    }
                })
                .replaceWithVoid();
    }

    /** What stands against handing the car back; empty when nothing does. Must be called inside an act. */
    public Uni<List<FieldError>> failedAfter(UUID tripId, UUID vehicleId) {
        return missing(tripId, vehicleId, Phase.AFTER)
                .map(missing ->
                        missing.isEmpty() ? List.of() : List.of(new FieldError("/checks/photos", wanted(missing))));
    }

    private static String wanted(Set<Side> missing) {
        String zh = missing.stream().map(Side::zh).collect(Collectors.joining("、"));
        String en = missing.stream().map(Side::en).collect(Collectors.joining(", "));
        return "请先拍照并提交验车：" + zh + " / photos of the car are still needed: " + en;
    }

    private Uni<Set<Side>> missing(UUID tripId, UUID vehicleId, Phase phase) {
        if (asked(phase).isEmpty() && config.requiredWithDamage().isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return repository.standing(vehicleId, 1).chain(damages -> {
            Set<Side> needed = required(phase, !damages.isEmpty());
            Duration ahead = phase == Phase.BEFORE ? config.beforeAhead() : config.afterAhead();
            return repository
                    .seen(tripId, vehicleId, phase, ahead, clock.instant())
                    .map(seen -> {
                        needed.removeIf(side -> seen.contains(Photo.Subject.valueOf(side.name())));
                        return needed;
                    });
        });
    }

    private List<Side> asked(Phase phase) {
        return (phase == Phase.BEFORE ? config.requiredBefore() : config.requiredAfter()).orElse(List.of());
    }

    /** The inside of a car that is not open yet cannot be photographed. */
    private Set<Side> required(Phase phase, boolean damaged) {
        Set<Side> needed = new TreeSet<>(asked(phase));
        if (damaged) {
            needed.addAll(config.requiredWithDamage().orElse(List.of()));
        }
        if (phase == Phase.BEFORE) {
            needed.remove(Side.INSIDE);
        }
        return needed;
    }

    /** What is known of the car of a trip and what was sent of it. */
    record State(
            InspectedTrip trip,
            Set<Side> requiredBefore,
            Set<Side> requiredAfter,
            List<Damage> known,
            List<Inspection> inspections,
            List<Photo> unsent) {}

    Uni<State> ofTrip(Viewer viewer, UUID tripId) {
        return database.read(
                viewer.scope(),
                () -> repository
                        .trip(tripId)
                        .map(found -> found.filter(viewer::maySee)
                                .orElseThrow(() -> ProblemException.notFound("trip " + tripId)))
                        .chain(trip -> repository
                                .standing(trip.vehicleId(), STANDING_MAX)
                                .chain(known -> repository
                                        .ofTrip(tripId)
                                        .chain(this::filled)
                                        .chain(sent -> photos.ofTrip(tripId)
                                                .map(all -> new State(
                                                        trip,
                                                        required(Phase.BEFORE, !known.isEmpty()),
                                                        required(Phase.AFTER, !known.isEmpty()),
                                                        known,
                                                        sent,
                                                        all.stream()
                                                                .filter(one -> one.isUnsentOf(trip))
                                                                .toList()))))));
    }

    /** The newest inspections of a car, before an id, and what is not repaired. */
    record OfVehicle(List<Inspection> inspections, List<Damage> standing) {}

    Uni<OfVehicle> ofVehicle(Viewer viewer, UUID vehicleId, UUID before, int limit) {
        return database.read(
                viewer.scope(),
                () -> fleet.get(vehicleId)
                        .chain(() -> repository.ofVehicle(vehicleId, before, limit))
                        .chain(this::filled)
                        .chain(found -> repository
                                .standing(vehicleId, STANDING_MAX)
                                .map(standing -> new OfVehicle(found, standing))));
    }

    /**
     * Takes an inspection of a trip of one's own, once; its photos were sent before. Beside a damage found at pick-up
     * the trip that had the car before is named for context: nobody knows what happened in between.
     */
    Uni<Inspection.Taken> take(Viewer viewer, UUID tripId, UUID id, Sent sent) {
        Uni<Optional<UUID>> context = sent.damages().isEmpty() || sent.phase() == Phase.AFTER
                ? Uni.createFrom().item(Optional.of(tripId))
                : database.read(Scope.SYSTEM, () -> repository.preceding(tripId));
        return context.chain(preceding -> database.act(
                Scope.unit(viewer.unitId()),
                () -> repository
                        .lock(tripId)
                        .map(found -> found.filter(trip -> trip.isOf(viewer.personId()))
                                .orElseThrow(() -> ProblemException.notFound("trip " + tripId)))
                        .chain(trip -> repository
                                .find(id)
                                .chain(before -> before.isPresent()
                                        ? again(before.get(), tripId, sent)
                                        : add(viewer, trip, id, sent, preceding)))));
    }

    private Uni<Inspection.Taken> again(Inspection before, UUID tripId, Sent sent) {
        if (!before.tripId().equals(tripId) || !before.bodyHash().equals(hash(sent))) {
            throw taken(before.id());
        }
        return filled(List.of(before)).map(all -> new Inspection.Taken(all.get(0), false));
    }

    private static ProblemException taken(UUID id) {
        return new ProblemException(CommonProblem.CONFLICT, "id " + id + " was sent with other content; use a new id");
    }

    private Uni<Inspection.Taken> add(Viewer viewer, InspectedTrip trip, UUID id, Sent sent, Optional<UUID> preceding) {
        trip.requireOpen(sent.phase(), config, clock.instant());
        photosOfMarks(sent);
        Inspection inspection = new Inspection(
                id,
                trip.id(),
                trip.vehicleId(),
                viewer.personId(),
                sent.phase(),
                sent.note(),
                hash(sent),
                clock.instant(),
                List.of(),
                List.of());
        return repository
                .count(trip.id(), sent.phase())
                .invoke(this::requireRoom)
                .chain(() -> free(trip, sent))
                .call(() -> repository.insert(inspection, trip.unitId()))
                .call(shown -> shown.isEmpty() ? Uni.createFrom().voidItem() : photos.assign(sent.photoIds(), id))
                .chain(shown -> fleet.get(trip.vehicleId())
                        .chain(car -> mark(inspection, car, sent.damages())
                                .map(damages -> inspection.with(shown, damages))
                                .call(whole -> journal.inspected(trip, whole))
                                .call(whole -> journal.damaged(trip, whole, car, preceding))))
                .map(whole -> new Inspection.Taken(whole, true));
    }

    private void requireRoom(int count) {
        if (count >= config.inspectionsMax()) {
            throw new ProblemException(
                    InspectionProblem.TOO_MANY,
                    "每阶段最多 " + config.inspectionsMax() + " 次验车 / at most " + config.inspectionsMax()
                            + " inspections a phase");
        }
    }

    private static void photosOfMarks(Sent sent) {
        for (int i = 0; i < sent.damages().size(); i++) {
            UUID shown = sent.damages().get(i).photoId();
            if (shown != null && !sent.photoIds().contains(shown)) {
                throw ProblemException.field(
                        CommonProblem.INVALID,
                        "/damages/" + i + "/photoId",
                        "value " + shown + "; one of photoIds, or nothing");
            }
        }
    }

    /** The photos, each of this trip, its car and phase and in no inspection yet. */
    private Uni<List<Photo>> free(InspectedTrip trip, Sent sent) {
        return Multi.createFrom()
                .iterable(sent.photoIds())
                .onItem()
                .transformToUniAndConcatenate(photos::find)
                .collect()
                .asList()
                .map(found -> {
                    List<Photo> shown = new ArrayList<>();
                    for (int i = 0; i < found.size(); i++) {
                        UUID id = sent.photoIds().get(i);
                        boolean twice = sent.photoIds().indexOf(id) != i;
                        if (twice || !Photo.isFree(found.get(i), trip, sent.phase())) {
                            throw ProblemException.field(
                                    CommonProblem.INVALID,
                                    "/photoIds/" + i,
                                    "value " + id
                                            + "; a photo sent before for this trip, car and phase, in no inspection "
                                            + "yet, named once");
                        }
                        shown.add(found.get(i).orElseThrow());
                    }
                    return List.copyOf(shown);
                });
    }

    private Uni<List<Damage>> mark(Inspection inspection, Vehicle car, List<Mark> marks) {
        return Multi.createFrom()
                .iterable(marks)
                .onItem()
                .transformToUniAndConcatenate(mark -> mark(inspection, car, mark))
                .collect()
                .asList();
    }

    private Uni<Damage> mark(Inspection inspection, Vehicle car, Mark mark) {
        Damage damage = new Damage(
                mark.id(),
                mark.side(),
                mark.kind(),
                mark.xPermille(),
                mark.yPermille(),
                mark.words(),
                mark.photoId(),
                inspection.id(),
                inspection.phase(),
                inspection.inspectedAt(),
                null);
        return repository.add(damage, car.id(), car.unitId(), car.operatorId()).map(isNew -> {
            if (!isNew) {
                throw taken(mark.id());
            }
            return damage;
        });
    }

    /** A damage is gone; said once, and again without effect. */
    Uni<Damage> repair(Viewer viewer, UUID id, String because) {
        return database.act(
                viewer.scope(),
                () -> repository
                        .damage(id)
                        .map(found -> found.orElseThrow(() -> ProblemException.notFound("damage " + id)))
                        .chain(damage -> damage.repairedAt() != null
                                ? Uni.createFrom().item(damage)
                                : repository
                                        .repaired(id, viewer.personId(), because, clock.instant())
                                        .invoke(done -> requireOurs(done, id))
                                        .chain(() -> journal.repaired(viewer, id, because))
                                        .chain(() -> repository.damage(id))
                                        .map(Optional::orElseThrow)));
    }

    private static void requireOurs(boolean done, UUID id) {
        if (!done) {
            throw new ProblemException(
                    CommonProblem.NOT_ALLOWED,
                    "damage " + id + " is on a shared car; the fleet desk of the city says so");
        }
    }

    private Uni<List<Inspection>> filled(List<Inspection> bare) {
        List<UUID> ids = bare.stream().map(Inspection::id).toList();
        return ids.isEmpty()
                ? Uni.createFrom().item(bare)
                : photos.ofInspections(ids)
                        .chain(shown -> repository.ofInspections(ids).map(damages -> filled(bare, shown, damages)));
    }

    private static List<Inspection> filled(List<Inspection> bare, List<Photo> shown, List<Damage> marked) {
        Map<UUID, List<Photo>> photosOf = new HashMap<>();
        shown.forEach(photo -> photosOf.computeIfAbsent(photo.inspectionId(), id -> new ArrayList<>())
                .add(photo));
        Map<UUID, List<Damage>> damagesOf = new HashMap<>();
        marked.forEach(damage -> damagesOf
                .computeIfAbsent(damage.inspectionId(), id -> new ArrayList<>())
                .add(damage));
        return bare.stream()
                .map(one -> one.with(
                        photosOf.getOrDefault(one.id(), List.of()), damagesOf.getOrDefault(one.id(), List.of())))
                .toList();
    }

    private String hash(Sent sent) {
        try {
            byte[] body = json.write(sent).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java knows SHA-256", impossible);
        }
    }
}
