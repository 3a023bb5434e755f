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
import org.twinloop.common.SystemTime;
import org.twinloop.common.Trouble;
import org.twinloop.network.Stops;
import org.twinloop.trip.heal.CarExchange.Exchange;
import org.twinloop.trip.heal.HealRepository.Ban;
import org.twinloop.trip.heal.HealRepository.Note;
import org.twinloop.trip.planning.Plan;
import org.twinloop.trip.planning.TripPlanner;
import org.twinloop.trip.planning.option.PlannedOption;
import org.twinloop.vehicle.Fleet;
import org.twinloop.vehicle.VehicleState;
import org.twinloop.vehicle.VehicleStatus;

/**
 * Looks again and again at the cars of trips that leave soon, at piles and bays of those and of trips under way, and at
 * trips an operator declined. Each trip is one act: plan anew, exchange the car for an equal one through the door of a
 * booking, or save what was found as an offer, and write down what was done. Several instances may sweep; a trip's
 * row is taken with {@code SKIP LOCKED}. One that fails is tried again and holds up none.
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
    private final PlaceExchange places;
    private final UnderWayHealing underWay;
    private final Stops stops;
    private final HealOffer offer;
    private final HealConfig config;
    private final Clock clock;
    private final EqualCar equal;
    private final Listening listening;
    private final Trouble trouble = new Trouble(LOG, "looks at promised cars");

    HealSweep(
            Database database,
            HealRepository repository,
            TripPlanner planner,
            Fleet fleet,
            CarExchange trips,
            PlaceExchange places,
            UnderWayHealing underWay,
            Stops stops,
            HealOffer offer,
            HealConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.planner = planner;
        this.fleet = fleet;
        this.trips = trips;
        this.places = places;
        this.underWay = underWay;
        this.stops = stops;
        this.offer = offer;
        this.config = config;
        this.clock = clock;
        this.equal = new EqualCar(config.nearMaxM(), config.shiftMax(), config.dearerMaxPercent());
        this.listening = new Listening(config.pauseMax());
    }

    @Scheduled(every = "${twinloop.trip.heal.interval:15s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return trouble.endure(pass().replaceWithVoid());
    }

    /** Looks once; answers how many travellers were moved to another car or pile. */
    Uni<Integer> pass() {
        Instant now = clock.instant();
        boolean silenceCounts = listening.lasts(now, SystemTime.nanos(), config.silentAfter());
        boolean pileSilenceCounts = listening.lasts(now, SystemTime.nanos(), config.pileSilentFor());
        return database.apart(Scope.SYSTEM, () -> repository.unfit(now, silenceCounts, config))
                .onFailure()
                .invoke(listening::broke)
                .chain(this::healAll)
                .chain(cars -> database.apart(Scope.SYSTEM, () -> repository.lostPiles(now, pileSilenceCounts, config))
                        .chain(this::healAll)
                        .map(piles -> cars + piles))
                .chain(before -> database.apart(Scope.SYSTEM, () -> repository.lostBays(now, bans(now), config))
                        .chain(this::healAll)
                        .map(bays -> before + bays))
                .call(() -> database.apart(Scope.SYSTEM, () -> repository.goneBikes(now, config))
                        .chain(this::healAll))
                .call(this::offerDeclined);
    }

    /** Stops where no car is returned just now. */
    private List<Ban> bans(Instant now) {
        return stops.all().stream()
                .flatMap(stop -> stops.noReturn(stop, now).stream().map(ban -> new Ban(stop.id(), ban.until())))
                .toList();
    }

    /** Plans anew for whom an operator let down; answers how many were told of it. */
    Uni<Integer> offerDeclined() {
        Instant now = clock.instant();
        return database.apart(Scope.SYSTEM, () -> repository.declined(now, config.tripsMax()))
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
            LOG.infof("trip %s keeps what it has for now: %s", promise.tripId(), failed.getMessage());
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
                .chain(ours -> ours ? heal(promise, now) : Uni.createFrom().item(false));
    }

    private Uni<Boolean> heal(Promise promise, Instant now) {
        if (promise.unfit() == Unfit.DECLINED || promise.unfit() == Unfit.NO_BIKE) {
            return plan(promise, now)
                    .chain(plan -> offer.make(promise, plan, now))
                    .chain(note -> note(promise, note, now))
                    .replaceWith(true);
        }
        if (promise.underWay()) {
            return underWay.heal(promise, now)
                    .chain(note -> note(promise, note, now).replaceWith(note.isMove()));
        }
        return promise.unfit().isOfPlace()
                ? places.exchange(promise, now).chain(next -> otherPlace(promise, next, now))
                : plan(promise, now).chain(plan -> moveOrOffer(promise, plan, now));
    }

    /** Another place at the stop; where none is free the trip keeps its car, and other ways are offered. */
    private Uni<Boolean> otherPlace(Promise promise, Optional<NewPlace> next, Instant now) {
        return next.map(place -> note(promise, place.note(), now).replaceWith(true))
                .orElseGet(() -> plan(promise, now)
                        .chain(plan -> offer.make(promise, plan, now))
                        .chain(note -> note(promise, note, now))
                        .replaceWith(false));
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
                                ? note(promise, Note.toCar(vehicleOf(found), plan.id()), now)
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
