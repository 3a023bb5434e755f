package org.twinloop.trip.planning;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.personnel.Personnel;
import org.twinloop.identity.personnel.PersonnelFile;
import org.twinloop.network.RouteFinder;
import org.twinloop.network.Stops;
import org.twinloop.operator.Operator;
import org.twinloop.pricing.PriceList;
import org.twinloop.pricing.Product;
import org.twinloop.trip.approval.TripProblem;
import org.twinloop.trip.approval.policy.Policy;
import org.twinloop.trip.approval.rule.PolicyVersion;
import org.twinloop.trip.planning.market.CarMarket;
import org.twinloop.trip.planning.market.EnergyModels;
import org.twinloop.trip.planning.market.PlanningConfig;
import org.twinloop.trip.planning.option.BikeOption;
import org.twinloop.trip.planning.option.CarbonFactors;
import org.twinloop.trip.planning.option.ChauffeurOption;
import org.twinloop.trip.planning.option.Offer;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.trip.planning.option.PlanRequest;
import org.twinloop.trip.planning.option.PlannedOption;
import org.twinloop.trip.planning.option.RejectedMode;
import org.twinloop.trip.planning.option.SelfDriveOptions;
import org.twinloop.trip.planning.option.TransitEstimate;
import org.twinloop.trip.planning.option.WalkOption;

/** Makes plans and keeps them. */
@ApplicationScoped
public class TripPlanner {
    private final Database database;
    private final PlanRepository repository;
    private final LiveCity city;
    private final RouteFinder routes;
    private final Stops stops;
    private final Personnel personnel;
    private final Policy policy;
    private final PlanningConfig config;
    private final Clock clock;
    private final CarbonFactors carbon;
    private final EnergyModels models;

    TripPlanner(
            Database database,
            PlanRepository repository,
            LiveCity city,
            RouteFinder routes,
            Stops stops,
            Personnel personnel,
            Policy policy,
            PlanningConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.city = city;
        this.routes = routes;
        this.stops = stops;
        this.personnel = personnel;
        this.policy = policy;
        this.config = config;
        this.clock = clock;
        this.models = new EnergyModels(config);
        this.carbon = new CarbonFactors(
                config.electricityGPerKwh(), config.petrolGPerKm(), config.transitGPerKm(), config.pileEfficiency());
    }

    /** Who asks, under which id. */
    public record Asker(UUID planId, UUID personId, UUID unitId, String bodyHash) {}

    /** Computes options and saves them; the same call again answers the same plan. */
    public Uni<Plan> plan(Asker asker, PlanRequest request) {
        return drives(request)
                .chain(drives -> database.act(
                        Scope.unit(asker.unitId()),
                        () -> repository
                                .find(asker.planId())
                                .chain(there -> there.isPresent()
                                        ? Uni.createFrom().item(there.get())
                                        : compute(asker, request, drives).chain(this::save))
                                .invoke(plan -> sameRequest(plan, asker))));
    }

    /** A plan of this person with one of its options only, if it has that. Must be called inside an act or read. */
    public Uni<Plan> get(UUID planId, UUID optionId, UUID personId) {
        return repository
                .find(planId, optionId)
                .map(found -> found.filter(plan -> plan.personId().equals(personId))
                        .orElseThrow(() ->
                                new ProblemException(TripProblem.PLAN_NOT_FOUND, "no plan " + planId + " of yours")));
    }

    private Uni<Plan> compute(Asker asker, PlanRequest request, RouteFinder.Drives drives) {
        Instant now = clock.instant();
        return personnel
                .get(asker.personId(), request.departAt())
                .chain(person -> policy.inForce(now)
                        .chain(version -> offers(request, drives, asker.unitId())
                                .map(offers -> judged(request, offers, person, version, now))
                                .map(judged -> plan(asker, request, drives, judged, now))));
    }

    private Uni<List<Offer>> offers(PlanRequest request, RouteFinder.Drives drives, UUID unitId) {
        return city.cars(request, unitId)
                .chain(market -> selfDrive(request, drives, market))
                .chain(cars -> others(request, drives).map(others -> {
                    List<Offer> all = new ArrayList<>(others);
                    all.add(cars);
                    return all;
                }));
    }

    /** Piles on the way are read only when no battery lasts without them. */
    private Uni<Offer> selfDrive(PlanRequest request, RouteFinder.Drives drives, CarMarket market) {
        SelfDriveOptions straight =
                new SelfDriveOptions(request, market, routes, drives, stops, config, models, carbon);
        if (!straight.lacksCharge()) {
            return Uni.createFrom().item(straight.offer());
        }
        return city.sites(request)
                .map(sites -> new SelfDriveOptions(
                                request, market.with(sites), routes, drives, stops, config, models, carbon)
                        .offer());
    }

    /**
     * The same car to the same stop under the circumstances of now; nothing else is looked at.
     *
     * @param market as {@link LiveCity#cars} read it for the request
     */
    Uni<Offer> sameCar(PlanRequest request, RouteFinder.Drives drives, CarMarket market, PlanOption before) {
        CarMarket only = market.only(before.vehicle().id(), before.returnStop().code());
        return selfDrive(request, drives, only);
    }

    /** The travel times a request is reckoned with; like {@link RouteFinder#ready}. */
    Uni<RouteFinder.Drives> drives(PlanRequest request) {
        return routes.ready(request.busyAt());
    }

    /** Everything but a self-driven car. */
    Uni<List<Offer>> others(PlanRequest request, RouteFinder.Drives drives) {
        List<Offer> offers = new ArrayList<>();
        offers.add(WalkOption.of(request, routes, config));
        offers.add(TransitEstimate.of(request, routes, carbon));
        return city.priceOf(
                        Operator.Kind.CAR_SERVICE,
                        Product.CHAUFFEUR,
                        ChauffeurOption.vehicleClass(request, config),
                        request.departAt())
                .invoke(prices -> offers.add(ChauffeurOption.of(request, prices, drives, config, carbon)))
                .chain(() -> bike(request))
                .invoke(offers::add)
                .replaceWith(offers);
    }

    private Uni<Offer> bike(PlanRequest request) {
        return city.bikes(request)
                .chain(near -> city.priceOf(Operator.Kind.BIKE, Product.BIKE, PriceList.ANY_CLASS, request.departAt())
                        .map(prices -> BikeOption.of(request, near, prices, routes, config)));
    }

    private Judged judged(
            PlanRequest request, List<Offer> offers, PersonnelFile person, PolicyVersion version, Instant now) {
        List<PlannedOption> options =
                offers.stream().flatMap(offer -> offer.options().stream()).toList();
        Optional<Long> cheapest = options.stream()
                .filter(option -> isAdequate(option, version))
                .map(option -> option.option().priceFen())
                .min(Comparator.naturalOrder());
        List<PlannedOption> judged = options.stream()
                .map(option -> OptionPolicy.judge(option, request, person, cheapest, version, now))
                .toList();
        OptionRanking ranking = OptionRanking.of(judged);
        List<RejectedMode> rejected = Stream.concat(
                        offers.stream().flatMap(offer -> offer.rejected().stream()), ranking.dropped().stream())
                .toList();
        return new Judged(ranking.kept(), rejected);
    }

    private record Judged(List<PlannedOption> kept, List<RejectedMode> rejected) {}

    /** It names the travel times its ways by car were reckoned with. */
    private Plan plan(Asker asker, PlanRequest request, RouteFinder.Drives drives, Judged judged, Instant now) {
        return new Plan(
                asker.planId(),
                asker.unitId(),
                asker.personId(),
                now,
                now.plus(config.validFor()),
                drives.version(),
                asker.bodyHash(),
                request,
                judged.kept(),
                judged.rejected());
    }

    /** Beyond the short distance of PR-32 walking and cycling are no measure for the price of others. */
    private static boolean isAdequate(PlannedOption option, PolicyVersion version) {
        boolean slow = switch (option.option().mode()) {
            case WALK, BIKE -> true;
            case EV, CHAUFFEUR, TRANSIT_ESTIMATE -> false;
        };
        return !slow || option.option().distanceM() < version.settings().modes().shortDistanceM();
    }

    /** Of two that ask the same at the same moment, the later answers the plan of the earlier. */
    private Uni<Plan> save(Plan plan) {
        return repository
                .insert(plan)
                .chain(isNew -> isNew
                        ? Uni.createFrom().item(plan)
                        : repository.find(plan.id()).map(there -> there.orElseThrow(() -> taken(plan.id()))));
    }

    private static void sameRequest(Plan plan, Asker asker) {
        if (!plan.bodyHash().equals(asker.bodyHash()) || !plan.personId().equals(asker.personId())) {
            throw taken(plan.id());
        }
    }

    private static ProblemException taken(UUID planId) {
        return new ProblemException(
                CommonProblem.CONFLICT, "plan id " + planId + " was used for another request; make a new one");
    }
}
