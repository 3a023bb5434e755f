package org.twinloop.supervision.publication;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.twinloop.journal.JournalWatcher;
import org.twinloop.journal.SealedEvent;

/** Keeps what the journal tells last of a trip's kilometres and money. */
@ApplicationScoped
class FigureWatcher implements JournalWatcher {

    private static final Set<String> DISTANCES = Set.of("trip.finished", "trip.measured");
    private static final String SETTLED = "trip.settled";
    private static final String SHARED = "trip.pool-shared";
    private static final double METRES_PER_KM = 1000;

    private final FigureRepository repository;

    FigureWatcher(FigureRepository repository) {
        this.repository = repository;
    }

    @Override
    public String name() {
        return "supervision.figures";
    }

    @Override
    public boolean wants(String eventType) {
        return DISTANCES.contains(eventType) || eventType.equals(SETTLED) || eventType.equals(SHARED);
    }

    @Override
    public Uni<Void> on(SealedEvent event) {
        JsonNode told = event.payload();
        if (told == null || event.tripId() == null || event.unitId() == null) {
            return Uni.createFrom().voidItem();
        }
        if (event.type().equals(SHARED)) {
            return shared(event, told);
        }
        Long metres = DISTANCES.contains(event.type()) ? metres(told.path("legs")) : null;
        Long fen = event.type().equals(SETTLED) && told.hasNonNull("postedFen")
                ? told.get("postedFen").asLong()
                : null;
        return metres == null && fen == null
                ? Uni.createFrom().voidItem()
                : repository.keep(event.tripId(), event.unitId(), metres, fen, event.occurredAt());
    }

    /** The guest's share is its money; of what the host's budget paid it is carried by another. */
    private Uni<Void> shared(SealedEvent event, JsonNode told) {
        if (!told.hasNonNull("guestFen")) {
            return Uni.createFrom().voidItem();
        }
        long guestFen = told.get("guestFen").asLong();
        return told.path("role").asText().equals("GUEST")
                ? repository.keep(event.tripId(), event.unitId(), null, guestFen, event.occurredAt())
                : repository.carried(event.tripId(), event.unitId(), guestFen, event.occurredAt());
    }

    /** Null unless every leg tells its distance. */
    private static Long metres(JsonNode legs) {
        double km = 0;
        for (JsonNode leg : legs) {
            if (!leg.hasNonNull("km")) {
                return null;
            }
            km += leg.get("km").asDouble();
        }
        return legs.isEmpty() ? null : Math.round(km * METRES_PER_KM);
    }
}
