package org.twinloop.trip.pool;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.Ids;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.People;
import org.twinloop.identity.Unit;
import org.twinloop.pricing.PriceLists;
import org.twinloop.trip.approval.chain.Extension;
import org.twinloop.trip.approval.policy.Policy;
import org.twinloop.trip.approval.rule.PolicyInputs;
import org.twinloop.trip.approval.rule.PolicyQuestion;
import org.twinloop.trip.approval.rule.PolicyResult;
import org.twinloop.trip.planning.TripPlanner;
import org.twinloop.trip.planning.market.RoadTravel;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.trip.pool.PairRepository.Departures;
import org.twinloop.trip.pool.PoolFit.Car;
import org.twinloop.trip.pool.PoolFit.Fit;
import org.twinloop.trip.pool.Poolable.Pair;
import org.twinloop.vehicle.Fleet;

/** Finds trips that could go in one car and asks their people. Nothing is locked while ways are searched. */
@ApplicationScoped
class PoolSearch {
    private static final Logger LOG = Logger.getLogger(PoolSearch.class);

    private final Database database;
    private final PairRepository pairs;
    private final PoolRepository proposals;
    private final PoolJournal journal;
    private final TripPlanner planner;
    private final Fleet fleet;
    private final PriceLists prices;
    private final People people;
    private final Policy policy;
    private final PoolConfig config;
    private final Clock clock;

    PoolSearch(
            Database database,
            PairRepository pairs,
            PoolRepository proposals,
            PoolJournal journal,
            TripPlanner planner,
            Fleet fleet,
            PriceLists prices,
            People people,
            Policy policy,
            PoolConfig config,
            Clock clock) {
        this.database = database;
        this.pairs = pairs;
        this.proposals = proposals;
        this.journal = journal;
        this.planner = planner;
        this.fleet = fleet;
        this.prices = prices;
        this.people = people;
        this.policy = policy;
        this.config = config;
        this.clock = clock;
    }

    /** Looks for trips that could go with one; answers how many proposals were made. */
    Uni<Integer> look(UUID tripId) {
        Instant now = clock.instant();
        Departures when = new Departures(now.plus(config.lead()).plus(config.answerMin()), now.plus(config.ahead()));
        return database.apart(
                        Scope.SYSTEM,
                        () -> pairs.find(tripId, when, config)
                                .chain(found -> found.isEmpty()
                                        ? Uni.createFrom().item(List.<Pair>of())
                                        : joined(found.get().unitId())
                                                .chain(units -> pairs.others(found.get(), units, when, config))
                                                .map(others -> others.stream()
                                                        .map(other -> new Pair(found.get(), other))
                                                        .toList())))
                .chain(this::all);
    }

    /** The unit, and those whose trips may be merged with its own. */
    private Uni<Set<UUID>> joined(UUID unitId) {
        List<String> groups = config.units().orElse(List.of());
        return groups.isEmpty()
                ? Uni.createFrom().item(Set.of(unitId))
                : people.listUnits().map(units -> joined(unitId, units, groups));
    }

    private static Set<UUID> joined(UUID unitId, List<Unit> units, List<String> groups) {
        Set<UUID> joined = new HashSet<>(Set.of(unitId));
        for (String group : groups) {
            List<String> codes = List.of(group.split("\\+"));
            List<UUID> ids = units.stream()
                    .filter(unit -> codes.contains(unit.code()))
                    .map(Unit::id)
                    .toList();
            if (ids.contains(unitId)) {
                joined.addAll(ids);
            }
        }
        return joined;
    }

    /** As long as its people are not asked enough. */
    private Uni<Integer> all(List<Pair> found) {
        Uni<Integer> made = Uni.createFrom().item(0);
        for (Pair pair : found) {
            made = made.chain(before -> before >= config.proposalsMax()
                    ? Uni.createFrom().item(before)
                    : propose(pair).map(isNew -> isNew ? before + 1 : before));
        }
        return made;
    }

    /** A pair that cannot be looked at holds up no other. */
    private Uni<Boolean> propose(Pair pair) {
        return planner.travel(pair.one().request())
                .chain(travel -> database.apart(
                        Scope.SYSTEM,
                        () -> fit(pair, travel)
                                .chain(found -> found.map(this::ask)
                                        .orElseGet(() -> Uni.createFrom().item(false)))))
                .onFailure(failed -> !DatabaseFailure.isUnavailable(failed))
                .recoverWithItem(failed -> skipped(pair, failed));
    }

    private static boolean skipped(Pair pair, Throwable failed) {
        if (failed instanceof ProblemException) {
            LOG.infof("trips %s and %s: %s", pair.one().tripId(), pair.other().tripId(), failed.getMessage());
        } else {
            LOG.errorf(
                    failed,
                    "trips %s and %s could not be compared",
                    pair.one().tripId(),
                    pair.other().tripId());
        }
        return false;
    }

    private Uni<Optional<Fit>> fit(Pair pair, RoadTravel travel) {
        return car(pair.one())
                .chain(one -> car(pair.other())
                        .chain(other -> planner.aside(
                                () -> new PoolFit(config, travel, planner::energy).best(pair, one, other))))
                .chain(this::inPolicy);
    }

    private Uni<Car> car(Poolable trip) {
        UUID listId = trip.planned().terms().priceListId();
        return fleet.get(trip.planned().terms().vehicleId())
                .chain(vehicle -> listId == null
                        ? Uni.createFrom().item(new Car(vehicle, planner.luggage(vehicle), Optional.empty()))
                        : prices.find(listId)
                                .map(found ->
                                        found.orElseThrow(() -> ProblemException.notFound("price list " + listId)))
                                .map(list -> new Car(vehicle, planner.luggage(vehicle), Optional.of(list.terms()))));
    }

    /** Nobody is led beyond policy by letting somebody out on the way: the dearer trip needs no approval either. */
    private Uni<Optional<Fit>> inPolicy(Optional<Fit> found) {
        if (found.isEmpty() || found.get().terms().longer() == null) {
            return Uni.createFrom().item(found);
        }
        Instant now = clock.instant();
        Fit fit = found.get();
        PlanOption longer = fit.terms().longer().option();
        PolicyQuestion asked = PolicyInputs.read(fit.host().policy().inputs(), PolicyQuestion.class);
        PolicyQuestion then = Extension.longer(asked, longer.arriveAt(), longer.priceFen(), longer.holdFen(), now);
        return policy.inForce(now)
                .map(version -> found.filter(any -> version.judge(then).outcome() == PolicyResult.Outcome.IN_POLICY));
    }

    /** What changed since it was read is seen when the two are merged. */
    private Uni<Boolean> ask(Fit fit) {
        Instant now = clock.instant();
        Instant last = earlier(fit.host().departAt(), fit.guest().departAt()).minus(config.lead());
        Instant until = earlier(now.plus(config.answerWithin()), last);
        UUID id = Ids.next();
        return until.isBefore(now.plus(config.answerMin()))
                ? Uni.createFrom().item(false)
                : proposals
                        .add(id, fit, now, until)
                        .call(isNew -> isNew
                                ? proposals.get(id).chain(journal::proposed)
                                : Uni.createFrom().voidItem());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
