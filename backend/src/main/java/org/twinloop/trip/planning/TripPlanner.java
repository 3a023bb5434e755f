package org.twinloop.trip.planning;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
import org.twinloop.trip.approval.register.PolicyRegisters;
import org.twinloop.trip.approval.rule.PolicyResult;
import org.twinloop.trip.approval.rule.PolicyVersion;
import org.twinloop.trip.planning.OptionPolicy.Beside;
import org.twinloop.trip.planning.energy.EnergyFits;
import org.twinloop.trip.planning.market.CarMarket;
import org.twinloop.trip.planning.market.EnergyModels;
import org.twinloop.trip.planning.market.PlanningConfig;
import org.twinloop.trip.planning.market.RoadTravel;
import org.twinloop.trip.planning.market.Tariffs;
import org.twinloop.trip.planning.option.BikeOption;
import org.twinloop.trip.planning.option.CarbonFactors;
import org.twinloop.trip.planning.option.ChauffeurOption;
import org.twinloop.trip.planning.option.DriveEnergy;
import org.twinloop.trip.planning.option.Offer;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.trip.planning.option.PlanRequest;
import org.twinloop.trip.planning.option.PlannedOption;
import org.twinloop.trip.planning.option.RejectedMode;
import org.twinloop.trip.planning.option.SelfDriveOptions;
import org.twinloop.trip.planning.option.TransitEstimate;
import org.twinloop.trip.planning.option.WalkOption;
import org.twinloop.vehicle.Vehicle;

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
    private final PolicyRegisters registers;
    private final PlanningConfig config;
    private final Clock clock;
    private final Vertx vertx;
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
            PolicyRegisters registers,
            PlanningConfig config,
            EnergyFits fits,
            Clock clock,
            Vertx vertx) {
        this.database = database;
        this.repository = repository;
        this.city = city;
        this.routes = routes;
        this.stops = stops;
        this.personnel = personnel;
        this.policy = policy;
        this.registers = registers;
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
        this.models = new EnergyModels(config, fits::find);
        this.carbon = new CarbonFactors(
                config.electricityGPerKwh(), config.petrolGPerKm(), config.transitGPerKm(), config.pileEfficiency());
    }

    /** Who asks, under which id. */
    public record Asker(UUID planId, UUID personId, UUID unitId, String bodyHash) {}

    /** Computes options and saves them; the same call again answers the same plan. */
    public Uni<Plan> plan(Asker asker, PlanRequest request) {
        return travel(request)
                .chain(travel -> database.act(
                        Scope.unit(asker.unitId()),
                        () -> repository
                                .find(asker.planId())
                                .chain(there -> there.isPresent()
                                        ? Uni.createFrom().item(there.get())
                                        : compute(asker, request, travel).chain(this::save))
                                .invoke(plan -> sameRequest(plan, asker))));
    }

    /** A plan of this person as it was made; it may have been made for them. */
    Uni<Plan> whole(UUID planId, UUID personId, UUID unitId) {
        return database.read(
                Scope.unit(unitId),
                () -> repository
                        .find(planId)
                        .map(found -> found.filter(plan -> plan.personId().equals(personId))
                                .orElseThrow(() -> ProblemException.notFound("trip plan " + planId))));
    }

    /** A plan of this person with one of its options only, if it has that. Must be called inside an act or read. */
    public Uni<Plan> get(UUID planId, UUID optionId, UUID personId) {
        return repository.find(planId, optionId).map(found -> own(found, planId, personId));
    }

    /**
     * The same, unless the trip to be asked for with it is there already: then nothing. One statement for both. Must be
     * called inside an act or read.
     *
     * @return the plan, to be taken when it is needed: it is refused then if it is none of this person's
     */
    public Uni<Optional<Supplier<Plan>>> getUnless(UUID tripId, UUID planId, UUID optionId, UUID personId) {
        return repository
                .look(planId, optionId, tripId)
                .map(seen ->
                        seen.tripIsThere() ? Optional.empty() : Optional.of(() -> own(seen.plan(), planId, personId)));
    }

    /** A plan with all its options, whoever's it is; for those who show it to its person. */
    public Uni<Optional<Plan>> look(UUID planId) {
        return repository.find(planId);
    }

    private static Plan own(Optional<Plan> found, UUID planId, UUID personId) {
        return found.filter(plan -> plan.personId().equals(personId))
                .orElseThrow(() -> new ProblemException(TripProblem.PLAN_NOT_FOUND, "no plan " + planId + " of yours"));
    }

    private Uni<Plan> compute(Asker asker, PlanRequest request, RoadTravel travel) {
        Instant now = clock.instant();
        return personnel
                .get(asker.personId(), request.departAt())
                .chain(person -> policy.inForce(now)
                        .chain(version -> offers(asker, request, travel)
                                .map(offers -> judged(request, offers, person, version, now))
                                .map(judged -> plan(asker, request, travel, judged, now))));
    }

    private Uni<List<Offer>> offers(Asker asker, PlanRequest request, RoadTravel travel) {
        return ownHolds(request, asker.personId())
                .chain(own -> city.cars(request, asker.unitId(), own)
                        .chain(market -> selfDrive(request, travel, market, own)
                                .chain(cars -> others(request, travel, market.tariffs())
                                        .map(others -> {
                                            List<Offer> all = new ArrayList<>(others);
                                            all.add(cars);
                                            return all;
                                        }))));
    }

    /**
     * What the trip holds that would be changed, by reservation: all of it is given up in the act that takes the other
     * option, so it counts as free for whoever may change it, and for nobody else.
     */
    Uni<List<UUID>> ownHolds(PlanRequest request, UUID personId) {
        return request.changeOf()
                .map(tripId -> repository
                        .holds(tripId, personId)
                        .map(found -> found.orElseThrow(() -> ProblemException.field(
                                CommonProblem.INVALID,
                                "/changeOf",
                                "value " + tripId + " is no trip of yours; name one you may change"))))
                .orElseGet(() -> Uni.createFrom().item(List.of()));
    }

    /** Piles on the way are read only when a battery does not last without them. */
    private Uni<Offer> selfDrive(PlanRequest request, RoadTravel travel, CarMarket market, List<UUID> own) {
        return aside(() -> Optional.of(selfDriven(request, travel, market))
                        .filter(straight -> !straight.mayCharge())
                        .map(SelfDriveOptions::offer))
                .chain(offer -> offer.isPresent()
                        ? Uni.createFrom().item(offer.get())
                        : city.sites(request, market, own)
                                .chain(more -> aside(
                                        () -> selfDriven(request, travel, more).offer())))
                .chain(offer -> BikeToCar.mayHelp(request, offer)
                        ? cycledTo(request, travel, market, offer)
                        : Uni.createFrom().item(offer))
                .map(offer -> offer.toTheMinute(request));
    }

    /** By bicycle to the nearest car, where that makes options; else what was found on foot. */
    private Uni<Offer> cycledTo(PlanRequest request, RoadTravel travel, CarMarket market, Offer walked) {
        Optional<PlanRequest.Spot> car = BikeToCar.nearest(market);
        if (car.isEmpty()) {
            return Uni.createFrom().item(walked);
        }
        PlanRequest ride = request.part(request.from(), car.get(), request.departAt());
        List<PriceList> cycled = market.tariffs().all(Operator.Kind.BIKE, Product.BIKE);
        return city.bikes(ride)
                .chain(near -> aside(() -> {
                    List<PlannedOption> joined = new ArrayList<>();
                    for (PlannedOption bike : BikeOption.of(ride, near, cycled, travel, config, clock.instant())
                            .options()) {
                        if (bike.option().bookable()) {
                            PlanRequest rest =
                                    request.restFrom(car.get(), bike.option().arriveAt());
                            selfDriven(rest, travel, market).offer().options().stream()
                                    .filter(driven -> driven.terms().ours())
                                    .forEach(driven -> joined.add(BikeToCar.join(request, bike, driven)));
                        }
                    }
                    return joined.isEmpty() ? walked : new Offer(joined, List.of());
                }));
    }

    private SelfDriveOptions selfDriven(PlanRequest request, RoadTravel travel, CarMarket market) {
        return new SelfDriveOptions(request, market, travel, stops, config, models, carbon);
    }

    /** What a way takes of a car, by the figures of the options. */
    public DriveEnergy energy(Vehicle car, int metres, int seconds, Instant at) {
        return DriveEnergy.of(models, carbon, car, metres, seconds, at);
    }

    /** Large pieces a car takes. */
    public int luggage(Vehicle car) {
        return models.luggage(car);
    }

    /** Searching takes milliseconds, so it is not done on an event loop; ends where it was asked. */
    public <T> Uni<T> aside(Callable<T> work) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(work, false).toCompletionStage());
    }

    /**
     * The same car to the same stop under the circumstances of now; nothing else is looked at.
     *
     * @param market as {@link LiveCity#these} read it for the request, {@code own} holds that count as free
     */
    Uni<Offer> sameCar(PlanRequest request, RoadTravel travel, CarMarket market, List<UUID> own, PlanOption before) {
        CarMarket only = market.only(before.vehicle().id(), before.returnStop().code());
        return selfDrive(request, travel, only, own);
    }

    /** The travel times a request is reckoned with; like {@link RouteFinder#ready}. */
    public Uni<RoadTravel> travel(PlanRequest request) {
        Instant at = request.busyAt();
        return routes.ready(at).map(drives -> new RoadTravel(drives, routes.unmotorised(at)));
    }

    /** Everything but a self-driven car. */
    Uni<List<Offer>> others(PlanRequest request, RoadTravel travel, Tariffs tariffs) {
        Optional<PriceList> chauffeured =
                tariffs.of(Operator.Kind.CAR_SERVICE, Product.CHAUFFEUR, ChauffeurOption.vehicleClass(request, config));
        List<PriceList> cycled = tariffs.all(Operator.Kind.BIKE, Product.BIKE);
        Instant now = clock.instant();
        return city.bikes(request)
                .chain(near -> aside(() -> Stream.of(
                                WalkOption.of(request, travel, config),
                                TransitEstimate.of(request, travel, carbon),
                                ChauffeurOption.of(request, chauffeured, travel, config, carbon, now),
                                BikeOption.of(request, near, cycled, travel, config, now))
                        .map(offer -> offer.toTheMinute(request))
                        .toList()));
    }

    /** What is dear is measured by the cheapest that can be had here: an estimate shown for comparison is none. */
    private Judged judged(
            PlanRequest request, List<Offer> offers, PersonnelFile person, PolicyVersion version, Instant now) {
        List<PlannedOption> options =
                offers.stream().flatMap(offer -> offer.options().stream()).toList();
        Beside alone = beside(Optional.empty(), options);
        Optional<Long> cheapest = options.stream()
                .filter(option -> option.option().bookable())
                .map(option -> OptionPolicy.judge(option, request, person, alone, version, now))
                .filter(option -> option.option().policy().outcome() != PolicyResult.Outcome.BLOCKED)
                .map(option -> option.option().priceFen())
                .min(Comparator.naturalOrder());
        Beside beside = beside(cheapest, options);
        List<PlannedOption> judged = options.stream()
                .map(option -> OptionPolicy.judge(option, request, person, beside, version, now))
                .toList();
        OptionRanking ranking = OptionRanking.of(judged);
        List<RejectedMode> rejected = Stream.concat(
                        offers.stream().flatMap(offer -> offer.rejected().stream()), ranking.dropped().stream())
                .toList();
        return new Judged(ranking.kept(), rejected);
    }

    /** What policy is told of an option besides the option: the others, and the registers. */
    Beside beside(Optional<Long> cheapestFen, List<PlannedOption> options) {
        return new Beside(cheapestFen, registers.now(), OptionPolicy.electricIn(options));
    }

    private record Judged(List<PlannedOption> kept, List<RejectedMode> rejected) {}

    /** It names the travel times its ways by car were reckoned with. */
    private Plan plan(Asker asker, PlanRequest request, RoadTravel travel, Judged judged, Instant now) {
        return new Plan(
                asker.planId(),
                asker.unitId(),
                asker.personId(),
                now,
                now.plus(config.validFor()),
                travel.version(),
                asker.bodyHash(),
                request,
                judged.kept(),
                judged.rejected());
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
