package org.twinloop.trip.planning.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.RouteFinder;
import org.twinloop.network.Stops;
import org.twinloop.trip.TestCity;
import org.twinloop.trip.planning.energy.DriveSample;
import org.twinloop.trip.planning.energy.EnergyFit;
import org.twinloop.trip.planning.energy.FitConfig;
import org.twinloop.trip.planning.energy.Fitting;
import org.twinloop.trip.planning.search.Busy;
import org.twinloop.trip.planning.search.CarAnswer;
import org.twinloop.trip.planning.search.CarSearch;
import org.twinloop.trip.planning.search.Choice;
import org.twinloop.trip.planning.search.City;
import org.twinloop.trip.planning.search.Fare;
import org.twinloop.trip.planning.search.Wish;
import org.twinloop.vehicle.Vehicle;

/**
 * What the planner promises of the charge, driven by the simulator: its cars accelerate, stand at lights, meet wind and
 * weather and have drivers of their own, second by second, and it shares no code with the planner. The seed is printed.
 */
@QuarkusTest
class DrivenPlansTest {

    private static final long SEED = Long.getLong("twinloop.seed", 2_026);
    private static final int LEARNT_FROM = 600;
    private static final int TRIPS = 1_000;
    private static final Instant FIRST_DAY = Instant.parse("2026-12-01T00:00:00Z");
    private static final int DAYS = 365;
    private static final double ERROR_P90_MAX = 5;
    /** The band leaves out 1 % at either end of what was driven before. */
    private static final double BELOW_BAND_MAX = 0.04;

    private static final int SITES = 12;

    @Inject
    RouteFinder routes;

    @Inject
    Stops stops;

    @Inject
    PlanningConfig config;

    @Inject
    FitConfig fitting;

    private final Random random = new Random(SEED);
    private final Map<String, EnergyFit> fits = new HashMap<>();
    private EnergyModels models;
    private List<Vehicle> cars;
    private DrivenRoads roads;

    @BeforeEach
    void city() {
        TestCity.ready();
        models = new EnergyModels(config, code -> Optional.ofNullable(fits.get(code)));
        cars = DrivenRoads.cars();
        roads = DrivenRoads.ofSampleCity();
    }

    /** A trip as it was offered. */
    private record Planned(Vehicle car, Instant departAt, double socPercent, Choice choice, List<JsonObject> legs) {}

    @Test
    void of_a_thousand_offered_trips_none_strands_and_the_charge_on_arrival_is_as_told() {
        List<Planned> before = plan(LEARNT_FROM);
        List<JsonArray> driven = SimulatedDrives.drive(SEED, trips(before));
        Told asKnown = told("as models are known", before, driven);
        learn(before, driven);
        List<Planned> trips = plan(TRIPS);

        Told learnt = told("as drives were", trips, SimulatedDrives.drive(SEED + 1, trips(trips)));

        for (Told each : List.of(asKnown, learnt)) {
            assertEquals(0, each.stranded, () -> "seed " + SEED + ": " + each);
            assertTrue(each.errorP90 <= ERROR_P90_MAX, () -> "seed " + SEED + ": " + each);
        }
        assertTrue(learnt.belowBand <= BELOW_BAND_MAX * TRIPS, () -> "seed " + SEED + ": " + learnt);
        assertTrue(learnt.errorP90 <= asKnown.errorP90, () -> "learning helps: " + asKnown + ", then " + learnt);
        assertTrue(learnt.charging > TRIPS / 50, () -> "some charge on the way: " + learnt);
    }

    private List<Planned> plan(int count) {
        List<Planned> planned = new ArrayList<>();
        for (int tries = 0; planned.size() < count; tries++) {
            assertTrue(tries < 20 * count, "hardly any trip can be planned, seed " + SEED);
            offer().ifPresent(planned::add);
        }
        return planned;
    }

    /** One car at a stop, somewhere to go, some piles on the way; nothing where the planner refuses. */
    private Optional<Planned> offer() {
        List<GeoPoint> points =
                stops.all().stream().map(org.twinloop.network.Stop::position).toList();
        GeoPoint from = points.get(random.nextInt(points.size()));
        GeoPoint to = points.get(random.nextInt(points.size()));
        Vehicle car = cars.get(random.nextInt(cars.size()));
        double soc = Math.round((16 + 84 * Math.pow(random.nextDouble(), 1.7)) * 10) / 10.0;
        Instant departAt = FIRST_DAY.plus(Duration.ofMinutes(random.nextInt(DAYS * 24 * 60)));
        if (from.distanceM(to) < 1_000) {
            return Optional.empty();
        }
        List<City.Stop> ends = new ArrayList<>(List.of(new City.Stop(to, List.of(Busy.NEVER), 0, 0)));
        List<City.Plug> plugs = new ArrayList<>();
        IntStream.rangeClosed(1, SITES).forEach(site -> {
            ends.add(new City.Stop(points.get(random.nextInt(points.size())), List.of(), 0, 0));
            plugs.add(new City.Plug(site, 60_000, true, Busy.NEVER));
        });
        City city = new City(
                List.of(new City.Car(from, 5, 2, soc, models.of(car), Busy.NEVER, true, Fare.FREE)),
                ends,
                plugs,
                List.of(),
                List.of(),
                (number, stop) -> stop == 0);
        long at = departAt.getEpochSecond();
        Wish wish = new Wish(from, to, at, false, at, 1, 0, false, 0, models.celsius(departAt));
        RoadTravel travel = new RoadTravel(routes.prepared(departAt), routes.unmotorised(departAt));
        CarAnswer answer = CarSearch.of(city, travel, wish, CityPicture.limits(config));
        return answer.certain().stream()
                .findFirst()
                .map(choice -> new Planned(car, departAt, soc, choice, legs(travel, city, choice)));
    }

    private List<JsonObject> legs(RoadTravel travel, City city, Choice choice) {
        GeoPoint start = city.car(choice.car()).at();
        GeoPoint end = city.stop(choice.stop()).at();
        if (choice.charge() == null) {
            return List.of(leg(travel, start, end, 0));
        }
        GeoPoint site = city.stop(choice.charge().stop()).at();
        return List.of(
                leg(travel, start, site, 0),
                leg(travel, site, end, choice.charge().target()));
    }

    private JsonObject leg(RoadTravel travel, GeoPoint from, GeoPoint to, double chargedToPercent) {
        return roads.leg(travel.drive(from, to).orElseThrow()).put("chargedToPercent", chargedToPercent);
    }

    private static List<JsonObject> trips(List<Planned> planned) {
        return IntStream.range(0, planned.size())
                .mapToObj(number -> {
                    Planned trip = planned.get(number);
                    Instant setsOff =
                            Instant.ofEpochSecond(trip.choice().times().takenAt());
                    return new JsonObject()
                            .put("trip", String.valueOf(number))
                            .put("departAt", setsOff.toString())
                            .put("socPercent", trip.socPercent())
                            .put("model", DrivenRoads.model(trip.car()))
                            .put("legs", new JsonArray(new ArrayList<>(trip.legs())));
                })
                .toList();
    }

    /** As the reports of the cars would tell: charge in tenths of a point. */
    private void learn(List<Planned> planned, List<JsonArray> driven) {
        Map<String, List<DriveSample>> samples = new HashMap<>();
        for (int trip = 0; trip < driven.size(); trip++) {
            Planned plan = planned.get(trip);
            for (Object each : driven.get(trip)) {
                JsonObject leg = (JsonObject) each;
                double points = tenths(leg.getDouble("fromPercent")) - tenths(leg.getDouble("toPercent"));
                samples.computeIfAbsent(plan.car().modelCode(), code -> new ArrayList<>())
                        .add(new DriveSample(
                                leg.getDouble("metres"),
                                leg.getDouble("seconds"),
                                models.celsius(plan.departAt()),
                                points / 100 * plan.car().batteryWh()));
            }
        }
        for (Vehicle car : cars) {
            EnergyFit fit = Fitting.of(models.known(car), car.batteryWh(), samples.get(car.modelCode()), fitting)
                    .orElseThrow();
            fits.put(car.modelCode(), fit);
            System.out.printf("%s: %s%n", car.modelCode(), fit);
        }
    }

    private static double tenths(double percent) {
        return Math.round(percent * 10) / 10.0;
    }

    /** How promises were kept; errors in points of charge. */
    private record Told(
            String how, int trips, int charging, int stranded, double errorP50, double errorP90, long belowBand) {}

    private static Told told(String how, List<Planned> planned, List<JsonArray> driven) {
        assertEquals(planned.size(), driven.size());
        double[] errors = new double[planned.size()];
        int stranded = 0;
        int below = 0;
        for (int trip = 0; trip < errors.length; trip++) {
            JsonArray legs = driven.get(trip);
            JsonObject last = legs.getJsonObject(legs.size() - 1);
            Choice.Arrival arrival = planned.get(trip).choice().arrival();
            double found = last.getDouble("toPercent");
            errors[trip] = Math.abs(found - arrival.expected());
            stranded += last.getBoolean("arrived") ? 0 : 1;
            below += found < arrival.low() ? 1 : 0;
        }
        Arrays.sort(errors);
        int charging = (int)
                planned.stream().filter(trip -> trip.choice().charge() != null).count();
        Told told = new Told(
                how,
                errors.length,
                charging,
                stranded,
                errors[errors.length / 2],
                errors[errors.length * 9 / 10],
                below);
        System.out.printf("driven plans, seed %d: %s%n", SEED, told);
        return told;
    }
}
