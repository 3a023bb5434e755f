package org.twinloop.settlement;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.twinloop.journal.JournalWatcher;
import org.twinloop.journal.SealedEvent;

/** Settles trips as the journal tells that they ended. */
@ApplicationScoped
class SettlementWatcher implements JournalWatcher {

    private static final String FINISHED = "trip.finished";

    /** Endings without a ride, of whose order the operator may have known. */
    private static final Set<String> GIVEN_UP = Set.of(
            "trip.cancelled",
            "trip.withdrawn",
            "trip.expired",
            "trip.no-show",
            "trip.pooled",
            "trip.booking-declined",
            "trip.rejected",
            "trip.returned",
            "trip.ride-given-up");

    private final TripSettlement settlement;

    SettlementWatcher(TripSettlement settlement) {
        this.settlement = settlement;
    }

    @Override
    public String name() {
        return "settlement";
    }

    @Override
    public boolean wants(String eventType) {
        return FINISHED.equals(eventType) || GIVEN_UP.contains(eventType);
    }

    /** Where nothing is paid only facts of our own are noted; money moves in a transaction of its own. */
    @Override
    public boolean sharesTransaction(String eventType) {
        return GIVEN_UP.contains(eventType);
    }

    @Override
    public Uni<Void> on(SealedEvent event) {
        return FINISHED.equals(event.type()) ? settlement.finished(event) : settlement.cancelled(event);
    }
}
