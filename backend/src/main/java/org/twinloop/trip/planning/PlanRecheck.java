package org.twinloop.trip.planning;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.personnel.Personnel;
import org.twinloop.identity.personnel.PersonnelFile;
import org.twinloop.trip.approval.TravelMode;
import org.twinloop.trip.approval.policy.Policy;
import org.twinloop.trip.approval.rule.PolicyVersion;
import org.twinloop.trip.planning.market.CarMarket;
import org.twinloop.trip.planning.market.RoadTravel;
import org.twinloop.trip.planning.option.BookingTerms;
import org.twinloop.trip.planning.option.Offer;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.trip.planning.option.PlanRequest;
import org.twinloop.trip.planning.option.PlannedOption;

/**
 * Looks again at the options of a saved plan: whether each could still be had and what has changed about it. Nothing is
 * held and nothing is saved; a plan that has run out can be looked at too.
 */
@ApplicationScoped
class PlanRecheck {
    private final Database database;
    private final PlanRepository repository;
    private final TripPlanner planner;
    private final LiveCity city;
    private final Personnel personnel;
    private final Policy policy;
    private final Clock clock;

    PlanRecheck(
            Database database,
            PlanRepository repository,
            TripPlanner planner,
            LiveCity city,
            Personnel personnel,
            Policy policy,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.planner = planner;
        this.city = city;
        this.personnel = personnel;
        this.policy = policy;
        this.clock = clock;
    }

    /** When it was looked at, and what was found for each option of the plan, in its order. */
    record Checked(Instant at, List<OptionCheck> options) {}

    /** What a decision is made from, read once for all options; {@code own} are holds that would be given up. */
    private record Circumstances(
            PlanRequest request,
            RoadTravel travel,
            CarMarket market,
            List<UUID> own,
            List<Offer> others,
            List<PlannedOption> options,
            PersonnelFile person,
            PolicyVersion version,
            Instant now) {}

    Uni<Checked> of(UUID planId, UUID personId, UUID unitId) {
        return database.read(
                        Scope.unit(unitId),
                        () -> repository
                                .find(planId)
                                .map(found -> found.filter(
                                                plan -> plan.personId().equals(personId))
                                        .orElseThrow(() -> ProblemException.notFound("trip plan " + planId))))
                .chain(plan -> check(plan, unitId));
    }

    /** A departure that has passed meanwhile is now. Nothing is held while travel times are made. */
    private Uni<Checked> check(Plan plan, UUID unitId) {
        Instant now = clock.instant();
        PlanRequest request = plan.request().notBefore(now);
        return planner.travel(request)
                .chain(travel -> database.read(
                        Scope.unit(unitId),
                        () -> circumstances(plan, request, travel, now)
                                .chain(all -> checks(plan, all).map(checks -> new Checked(now, checks)))));
    }

    /** The very cars and stops that were offered are read: others may stand nearer by now. */
    private Uni<Circumstances> circumstances(Plan plan, PlanRequest request, RoadTravel travel, Instant now) {
        List<BookingTerms> driven = plan.options().stream()
                .map(PlannedOption::terms)
                .filter(terms -> terms != null && terms.vehicleId() != null)
                .toList();
        Set<UUID> cars = driven.stream().map(BookingTerms::vehicleId).collect(Collectors.toSet());
        Set<UUID> stops = driven.stream().map(BookingTerms::returnStopId).collect(Collectors.toSet());
        return planner.ownHolds(request, plan.personId())
                .chain(own -> city.these(request, plan.unitId(), cars, stops, own)
                        .chain(market -> planner.others(request, travel, market.tariffs())
                                .chain(others -> personnel
                                        .get(plan.personId(), request.departAt())
                                        .chain(person -> policy.inForce(now)
                                                .map(version -> new Circumstances(
                                                        request,
                                                        travel,
                                                        market,
                                                        own,
                                                        others,
                                                        plan.options(),
                                                        person,
                                                        version,
                                                        now))))));
    }

    private Uni<List<OptionCheck>> checks(Plan plan, Circumstances all) {
        Uni<List<OptionCheck>> checks = Uni.createFrom().item(new ArrayList<>());
        for (PlannedOption before : plan.options()) {
            checks = checks.chain(done -> offer(before.option(), all)
                    .map(offer -> check(before, offer, all))
                    .map(check -> {
                        done.add(check);
                        return done;
                    }));
        }
        return checks;
    }

    private Uni<Offer> offer(PlanOption before, Circumstances all) {
        if (before.mode() == TravelMode.EV) {
            return planner.sameCar(all.request(), all.travel(), all.market(), all.own(), before);
        }
        return Uni.createFrom()
                .item(all.others().stream()
                        .filter(offer -> mode(offer) == before.mode())
                        .findFirst()
                        .orElseThrow());
    }

    private static TravelMode mode(Offer offer) {
        return offer.options().isEmpty()
                ? offer.rejected().get(0).mode()
                : offer.options().get(0).option().mode();
    }

    private OptionCheck check(PlannedOption before, Offer offer, Circumstances all) {
        if (offer.options().isEmpty()) {
            return OptionCheck.gone(before.option(), offer.rejected().get(0));
        }
        Optional<Long> cheapest = Optional.ofNullable(before.terms()).map(terms -> terms.cheapestAdequateFen());
        PlannedOption now = OptionPolicy.judge(
                offer.options().get(0),
                all.request(),
                all.person(),
                planner.beside(cheapest, all.options()),
                all.version(),
                all.now());
        return OptionCheck.of(before.option(), now.option());
    }
}
