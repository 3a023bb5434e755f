package org.twinloop.trip.heal;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Ids;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;
import org.twinloop.trip.heal.CarExchange.Exchange;
import org.twinloop.trip.heal.HealRepository.Note;
import org.twinloop.trip.heal.HealRepository.Outcome;
import org.twinloop.trip.planning.Plan;
import org.twinloop.trip.planning.TripPlanner;
import org.twinloop.trip.planning.option.PlannedOption;
import org.twinloop.vehicle.Fleet;
import org.twinloop.vehicle.VehicleState;
import org.twinloop.vehicle.VehicleStatus;

/**
 * Looks again and again at the cars of trips that leave soon. Each trip is one act: plan anew, exchange the car for an
 * equal one through the door of a booking, or save what was found as an offer, and write down what was done. Several
 * instances may sweep; a trip's row is taken with {@code SKIP LOCKED}. One that fails is tried again and holds up none.
 */
@ApplicationScoped
class HealSweep {
    private static final Logger LOG = Logger.getLogger(HealSweep.class);
    private static final Set<VehicleStatus> AT_HAND = Set.of(VehicleStatus.PARKED, VehicleStatus.CHARGING);

    private final Database database;
    private final HealRepository repository;
    private final TripPlanner planner;
    private final Fleet fleet;
    private final CarExchange trips;
    private final HealOffer offer;
    private final HealConfig config;
    private final Clock clock;
    private final EqualCar equal;
    private final Trouble trouble = new Trouble(LOG, "looks at promised cars");

    HealSweep(
            Database database,
            HealRepository repository,
            TripPlanner planner,
            Fleet fleet,
            CarExchange trips,
            HealOffer offer,
            HealConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.planner = planner;
        this.fleet = fleet;
        this.trips = trips;
        this.offer = offer;
        this.config = config;
        this.clock = clock;
        this.equal = new EqualCar(config.nearMaxM(), config.shiftMax(), config.dearerMaxPercent());
    }

    @Scheduled(every = "${twinloop.trip.heal.interval:15s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return trouble.endure(pass().replaceWithVoid());
    }

    /** Looks once; answers how many travellers were moved to another car. */
    Uni<Integer> pass() {
        return database.apart(Scope.SYSTEM, () -> repository.unfit(clock.instant(), config))
                .chain(this::healAll);
    }

    private Uni<Integer> healAll(List<Promise> unfit) {
        Uni<Integer> moved = Uni.createFrom().item(0);
        for (Promise promise : unfit) {
            moved = moved.chain(before -> heal(promise).map(done -> done ? before + 1 : before));
        }
        return moved;
    }

    private Uni<Boolean> heal(Promise promise) {
        return database.apart(Scope.unit(promise.unitId()), () -> act(promise))
                .onFailure(failed -> !DatabaseFailure.isUnavailable(failed))
                .recoverWithUni(failed -> missed(promise, failed));
    }

    /** Somebody else was faster, or the fault is ours; either way it is tried again, after a rest. */
    private Uni<Boolean> missed(Promise promise, Throwable failed) {
        if (failed instanceof ProblemException) {
            LOG.infof("trip %s keeps its unfit car for now: %s", promise.tripId(), failed.getMessage());
        } else {
            LOG.errorf(failed, "trip %s could not be healed", promise.tripId());
        }
        return database.apart(
                        Scope.unit(promise.unitId()),
                        () -> repository.note(promise, Note.TRIED, clock.instant(), config.retry()))
                .replaceWith(false);
    }

    private Uni<Boolean> act(Promise promise) {
        Instant now = clock.instant();
        return repository
                .claim(promise, now)
                .chain(ours -> ours
                        ? plan(promise, now).chain(plan -> moveOrOffer(promise, plan, now))
                        : Uni.createFrom().item(false));
    }

    private Uni<Plan> plan(Promise promise, Instant now) {
        UUID planId = Ids.next();
        return planner.plan(
                new TripPlanner.Asker(planId, promise.travellerId(), promise.unitId(), "heal " + promise.bookingId()),
                promise.wish(now));
    }

    private Uni<Boolean> moveOrOffer(Promise promise, Plan plan, Instant now) {
        return atHand(equal.among(plan.options(), promise))
                .chain(found -> found.map(next -> move(promise, plan, next))
                        .orElseGet(() -> Uni.createFrom().item(false))
                        .call(moved -> moved
                                ? note(promise, new Note(Outcome.MOVED, vehicleOf(found), plan.id(), null), now)
                                : offer.make(promise, plan, now).chain(note -> note(promise, note, now))));
    }

    private Uni<Boolean> move(Promise promise, Plan plan, PlannedOption next) {
        return trips.exchange(new Exchange(promise.tripId(), promise.bookingId(), promise.unfit(), plan.id(), next));
    }

    /** The planner reckons with cars that will have come back by then; nobody is moved from one hope to the next. */
    private Uni<Optional<PlannedOption>> atHand(List<PlannedOption> equals) {
        List<UUID> ids =
                equals.stream().map(option -> option.terms().vehicleId()).toList();
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return fleet.states(ids)
                .map(states -> equals.stream()
                        .filter(option -> isAtHand(option, states))
                        .findFirst());
    }

    private static boolean isAtHand(PlannedOption option, Map<UUID, VehicleState> states) {
        VehicleState state = states.get(option.terms().vehicleId());
        return state != null && state.isLocked() && AT_HAND.contains(state.status());
    }

    private static UUID vehicleOf(Optional<PlannedOption> found) {
        return found.orElseThrow().terms().vehicleId();
    }

    private Uni<Void> note(Promise promise, Note note, Instant now) {
        return repository.note(promise, note, now, config.retry());
    }
}
