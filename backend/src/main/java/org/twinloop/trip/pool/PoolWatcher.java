package org.twinloop.trip.pool;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.twinloop.common.Money;
import org.twinloop.journal.JournalWatcher;
import org.twinloop.journal.SealedEvent;

/** What becomes of a pool when its host's trip moves on; and a trip that was booked is looked at soon. */
@ApplicationScoped
class PoolWatcher implements JournalWatcher {
    /** The host's car is not there any more. */
    private static final Map<String, String> FALLEN_THROUGH = Map.of(
            "trip.cancelled", "同行行程已取消 / the trip you were to ride along on was cancelled",
            "trip.withdrawn", "同行行程已撤回 / the trip you were to ride along on was withdrawn",
            "trip.expired", "同行行程未获审批 / the trip you were to ride along on was not approved",
            "trip.rejected", "同行行程未获批准 / the trip you were to ride along on was rejected",
            "trip.returned", "同行行程被退回 / the trip you were to ride along on was returned",
            "trip.no-show", "同行人未取车 / nobody came for the car you were to ride along in",
            "trip.booking-declined", "同行车辆未能确认 / the car you were to ride along in was declined");

    private static final String OTHER_CAR = "原定车辆已更换 / the promised car was exchanged for another";
    private static final String FINISHED = "trip.finished";
    private static final String HEALED = "trip.healed";
    private static final String PILE = "PILE_";

    private static final String GOES_ANOTHER_WAY = "同行行程已改用其他方案 / the trip you were to ride along on goes another way";

    private final PoolRepository repository;
    private final PairRepository pairs;
    private final PoolDesk desk;
    private final PoolShares shares;
    private final PoolConfig config;
    private final Clock clock;

    PoolWatcher(
            PoolRepository repository,
            PairRepository pairs,
            PoolDesk desk,
            PoolShares shares,
            PoolConfig config,
            Clock clock) {
        this.repository = repository;
        this.pairs = pairs;
        this.desk = desk;
        this.shares = shares;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "trip.pool";
    }

    @Override
    public boolean wants(String eventType) {
        return FALLEN_THROUGH.containsKey(eventType)
                || eventType.equals("trip.booked")
                || eventType.equals("trip.changed")
                || eventType.equals(HEALED)
                || eventType.equals(FINISHED)
                || eventType.equals("trip.settled");
    }

    @Override
    public Uni<Void> on(SealedEvent event) {
        if (event.tripId() == null || event.payload() == null) {
            return Uni.createFrom().voidItem();
        }
        return event.type().equals("trip.booked")
                ? pairs.note(List.of(event.tripId()), clock.instant(), config.ahead())
                : react(event, event.tripId());
    }

    private Uni<Void> react(SealedEvent event, UUID hostTripId) {
        return repository
                .merged(hostTripId)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : repository
                                .lock(found.get())
                                .chain(p -> p.state() == Proposal.State.MERGED
                                        ? react(event, p)
                                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> react(SealedEvent event, Proposal p) {
        if (event.type().equals("trip.settled")) {
            return shares.settled(p, Money.fen(event.payload().path("postedFen").asLong()));
        }
        if (event.type().equals(FINISHED)) {
            return desk.rode(p, event.payload());
        }
        if (event.type().equals("trip.changed")) {
            boolean anotherWay =
                    event.payload().path("change").path("kind").asText().equals("REPLAN");
            return anotherWay
                    ? desk.part(p, GOES_ANOTHER_WAY)
                    : Uni.createFrom().voidItem();
        }
        if (event.type().equals(HEALED)) {
            boolean otherCar = !event.payload().path("unfit").asText().startsWith(PILE);
            return otherCar ? desk.part(p, OTHER_CAR) : Uni.createFrom().voidItem();
        }
        return desk.part(p, FALLEN_THROUGH.get(event.type()));
    }
}
