package org.twinloop.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.twinloop.chauffeur.Chauffeurs;
import org.twinloop.chauffeur.NewOrder;
import org.twinloop.common.GeoPoint;
import org.twinloop.journal.JournalWatcher;
import org.twinloop.journal.SealedEvent;
import org.twinloop.partner.HoldRepository.Hold;

/** Hears from the journal which bookings need a partner, and which no longer do. */
@ApplicationScoped
class PartnerWatcher implements JournalWatcher {

    private static final String ASKED = "trip.booking-pending-partner";
    private static final String RELEASED = "trip.booking-released";

    private final HoldDesk holds;
    private final Chauffeurs chauffeurs;

    PartnerWatcher(HoldDesk holds, Chauffeurs chauffeurs) {
        this.holds = holds;
        this.chauffeurs = chauffeurs;
    }

    @Override
    public String name() {
        return "partner";
    }

    @Override
    public boolean wants(String eventType) {
        return ASKED.equals(eventType) || RELEASED.equals(eventType);
    }

    @Override
    public Uni<Void> on(SealedEvent event) {
        JsonNode booking = event.payload();
        if (booking == null) {
            throw new IllegalStateException("the booking of event " + event.seq() + " is erased");
        }
        boolean car = kind(booking).equals("CAR");
        if (RELEASED.equals(event.type())) {
            UUID id = id(booking, "bookingId");
            return car ? holds.giveBack(id) : chauffeurs.cancel(id);
        }
        return car ? holds.ask(hold(event, booking)) : chauffeurs.order(order(event, booking));
    }

    private static String kind(JsonNode booking) {
        String kind = booking.path("kind").asText("");
        if (!kind.equals("CAR") && !kind.equals("CHAUFFEUR")) {
            throw new IllegalStateException("a booking of kind '" + kind + "' has no partner");
        }
        return kind;
    }

    private static Hold hold(SealedEvent event, JsonNode booking) {
        return new Hold(
                id(booking, "bookingId"),
                id(booking, "operatorId"),
                event.tripId(),
                event.unitId(),
                booking.path("vin").asText(),
                time(booking, "from"),
                time(booking, "to"),
                time(booking, "deadline"),
                HoldRepository.State.ASKING,
                0);
    }

    private static NewOrder order(SealedEvent event, JsonNode booking) {
        return new NewOrder(
                id(booking, "bookingId"),
                id(booking, "operatorId"),
                event.unitId(),
                event.tripId(),
                new NewOrder.Stop(booking.path("pickup").path("name").asText(), point(booking.path("pickup"))),
                new NewOrder.Stop(booking.path("dropoff").path("name").asText(), point(booking.path("dropoff"))),
                time(booking, "pickupAt"),
                booking.hasNonNull("to") ? time(booking, "to") : null,
                booking.path("passengers").asInt(1),
                booking.path("vehicleClass").asText(),
                time(booking, "deadline"),
                particulars(event, booking));
    }

    /** What of the dispatch form the booking tells. */
    private static NewOrder.Particulars particulars(SealedEvent event, JsonNode booking) {
        return new NewOrder.Particulars(
                event.onBehalfOf() == null ? event.actorId() : event.onBehalfOf(),
                booking.path("purposeCategory").asText(null),
                booking.path("purposeText").asText(null),
                booking.path("documentNo").asText(null),
                booking.path("costCentre").asText(null),
                booking.path("plannedKm").isNumber() ? booking.path("plannedKm").decimalValue() : null,
                booking.path("plannedFen").isNumber()
                        ? booking.path("plannedFen").longValue()
                        : null,
                booking.path("unitCode").asText(null),
                booking.path("unitName").asText(null),
                StreamSupport.stream(booking.path("via").spliterator(), false)
                        .map(PartnerWatcher::via)
                        .toList(),
                contact(booking.path("contact")));
    }

    private static NewOrder.Via via(JsonNode stop) {
        GeoPoint at = point(stop);
        return new NewOrder.Via(
                stop.path("name").asText(),
                at.lon(),
                at.lat(),
                time(stop, "arriveAt"),
                stop.path("stayMinutes").asInt());
    }

    private static NewOrder.Contact contact(JsonNode told) {
        return told.isObject()
                ? new NewOrder.Contact(
                        told.path("name").asText(), told.path("phone").asText())
                : null;
    }

    private static GeoPoint point(JsonNode place) {
        return new GeoPoint(place.path("lon").asDouble(), place.path("lat").asDouble());
    }

    private static UUID id(JsonNode booking, String field) {
        return UUID.fromString(booking.path(field).asText());
    }

    private static Instant time(JsonNode booking, String field) {
        return Instant.parse(booking.path(field).asText());
    }
}
