package org.twinloop.settlement.dispute;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.twinloop.journal.JournalWatcher;
import org.twinloop.journal.SealedEvent;
import org.twinloop.trip.ride.Claim;

/** Opens a case when a traveller disputes a trip, and closes it when they confirm it after all. */
@ApplicationScoped
class DisputeWatcher implements JournalWatcher {

    private static final String DISPUTED = "trip.disputed";
    private static final String CONFIRMED = "trip.confirmed";

    private final DisputeDesk desk;

    DisputeWatcher(DisputeDesk desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return "settlement.dispute";
    }

    @Override
    public boolean wants(String eventType) {
        return DISPUTED.equals(eventType) || CONFIRMED.equals(eventType);
    }

    @Override
    public Uni<Void> on(SealedEvent event) {
        JsonNode told = event.payload();
        if (told == null) {
            return Uni.createFrom().voidItem();
        }
        String reason = told.path("reason").asText("—");
        if (CONFIRMED.equals(event.type())) {
            return desk.withdraw(event.tripId(), event.actorId(), reason);
        }
        UUID traveller = UUID.fromString(told.required("travellerId").asText());
        return desk.open(
                new DisputeDesk.Said(
                        event.tripId(),
                        event.unitId(),
                        traveller,
                        event.actorId() == null ? traveller : event.actorId(),
                        claim(told),
                        reason),
                event.occurredAt());
    }

    /** Those of before say no more than that something is wrong. */
    private static Claim claim(JsonNode told) {
        Long claimed = told.path("claimedFen").isIntegralNumber()
                ? told.get("claimedFen").asLong()
                : null;
        return new Claim(Claim.Item.valueOf(told.path("item").asText("OTHER")), claimed);
    }
}
