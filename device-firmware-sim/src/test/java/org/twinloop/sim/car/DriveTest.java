package org.twinloop.sim.car;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.twinloop.sim.energy.Battery;
import org.twinloop.sim.energy.CarModel;
import org.twinloop.sim.energy.CarModel.Register;
import org.twinloop.sim.energy.DriverStyle;
import org.twinloop.sim.energy.Weather;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.road.Jams;
import org.twinloop.sim.road.Place;
import org.twinloop.sim.road.RoadNetwork;
import org.twinloop.sim.road.Route;
import org.twinloop.sim.road.Route.Stretch;
import org.twinloop.sim.road.RouteFinder;
import org.twinloop.sim.time.Dice;
import org.twinloop.sim.world.SampleDevices;

class DriveTest {
    private static final long MORNING_MS = Instant.parse("2026-11-23T02:30:00Z").toEpochMilli();
    private static final RouteFinder FINDER = new RouteFinder(RoadNetwork.sampleCity());

    private static double offRouteM(Route route, GeoPoint at) {
        double best = Double.POSITIVE_INFINITY;
        for (Stretch stretch : route.stretches()) {
            double length = stretch.from().distanceM(stretch.to());
            double along = length == 0 ? 0 : stretch.from().distanceM(at) / length;
            best = Math.min(best, at.distanceM(stretch.from().towards(stretch.to(), Math.min(1, along))));
        }
        return best;
    }

    @Test
    void a_drive_keeps_to_its_roads_and_limits_and_ends_where_it_should() {
        Route route =
                FINDER.fastest(Place.all().get(0).at(), Place.all().get(31).at());
        Drive drive = new Drive(route, DriverStyle.AVERAGE, Dice.of(5, "drive"), new Jams());
        double metres = 0;
        int seconds = 0;
        while (!drive.arrived() && seconds < 20_000) {
            double before = drive.speedMs();
            drive.step(MORNING_MS + seconds++ * 1_000L);
            metres += drive.movedM();
            assertTrue(offRouteM(route, drive.at()) < 2, "off the road at second " + seconds);
            assertTrue(drive.speedMs() - before < 3, "leapt forward at second " + seconds);
            double limit = route.stretches().stream()
                    .mapToDouble(Stretch::limitMs)
                    .max()
                    .orElseThrow();
            assertTrue(drive.speedMs() <= limit);
        }
        assertTrue(drive.arrived(), "still not there after " + seconds + " s");
        assertEquals(0, drive.at().distanceM(route.to()), 1);
        assertEquals(route.lengthM(), metres, route.lengthM() * 0.002 + 2);
        assertTrue(
                seconds > route.freeFlowS() * 1.1 && seconds < route.freeFlowS() * 3,
                seconds + " s, free flow " + route.freeFlowS() + " s");
    }

    /** Wh per km of thirty drives across the city, each with a driver of its own. */
    private static DoubleSummaryStatistics use(Register register, long fromMs, Weather weather) {
        CarModel model = CarModel.of(register);
        return IntStream.range(0, 30)
                .mapToDouble(i -> {
                    Dice dice = Dice.of(i, "many");
                    Route route = FINDER.fastest(
                            Place.all().get(i).at(), Place.all().get(i + 31).at());
                    DriverStyle style = DriverStyle.of(dice);
                    Drive drive = new Drive(route, style, dice, new Jams());
                    Battery battery = new Battery(register.batteryWh() * 10, 80);
                    for (int second = 0; !drive.arrived(); second++) {
                        assertTrue(second < 30_000, "drive " + i + " never arrives");
                        drive.roll(fromMs + second * 1_000L, model, battery, weather);
                    }
                    return (80 - battery.socPercent()) / 100 * register.batteryWh() * 10 / (route.lengthM() / 1000);
                })
                .summaryStatistics();
    }

    static List<Register> models() {
        return SampleDevices.MODELS;
    }

    @ParameterizedTest
    @MethodSource("models")
    void on_a_mild_day_the_fleet_uses_about_what_the_register_says_and_single_drives_differ(Register register) {
        DoubleSummaryStatistics mild = use(register, at("2026-11-10T03:00:00Z"), new Weather(1));

        assertEquals(register.whPerKm(), mild.getAverage(), register.whPerKm() * 0.15);
        assertTrue(mild.getMin() > 70 && mild.getMax() < 260, mild.toString());
        assertTrue(mild.getMax() > mild.getMin() * 1.3, "drivers, roads and wind make a difference: " + mild);
    }

    @Test
    void a_compact_car_stays_between_110_and_200_in_every_season_and_winter_and_high_summer_cost_more() {
        Register compact = SampleDevices.MODELS.get(0);
        double spring = use(compact, at("2026-05-12T03:00:00Z"), new Weather(1)).getAverage();
        double winter = use(compact, at("2026-01-20T03:00:00Z"), new Weather(1)).getAverage();
        double summer = use(compact, at("2026-07-28T06:00:00Z"), new Weather(1)).getAverage();

        for (double season : new double[] {spring, winter, summer}) {
            assertTrue(season > 110 && season < 200, spring + ", " + winter + ", " + summer + " Wh/km");
        }
        assertTrue(winter > spring * 1.1 && summer > spring * 1.05, spring + ", " + winter + ", " + summer);
    }

    private static long at(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    @Test
    void on_a_jammed_road_nobody_drives_faster_than_the_jam_and_on_the_others_as_before() {
        Route route =
                FINDER.fastest(Place.all().get(0).at(), Place.all().get(31).at());
        Stretch longest = route.stretches().stream()
                .max(Comparator.comparingDouble(Stretch::lengthM))
                .orElseThrow();
        Jams jams = new Jams();
        jams.begin(longest.roadId(), 2);
        double jammedS = seconds(route, jams);
        jams.end(longest.roadId());
        double freeS = seconds(route, jams);

        double stretchS = longest.lengthM() / 2;
        assertTrue(jammedS > freeS + stretchS * 0.5, jammedS + " s, without the jam " + freeS + " s");
        assertTrue(jammedS < freeS + stretchS * 1.2, jammedS + " s, without the jam " + freeS + " s");
    }

    private static double seconds(Route route, Jams jams) {
        Drive drive = new Drive(route, DriverStyle.AVERAGE, Dice.of(5, "jam"), jams);
        int seconds = 0;
        while (!drive.arrived()) {
            drive.step(MORNING_MS + seconds * 1_000L);
            assertTrue(seconds++ < 30_000);
        }
        return seconds;
    }

    @Test
    void a_redirected_drive_ends_at_the_new_destination() {
        GeoPoint other = Place.all().get(40).at();
        Drive drive = new Drive(
                FINDER.fastest(Place.all().get(0).at(), Place.all().get(31).at()),
                DriverStyle.AVERAGE,
                Dice.of(1, "redirected"),
                new Jams());
        int seconds = 0;
        while (!drive.arrived()) {
            if (seconds == 120) {
                drive.redirect(FINDER.fastest(drive.endOfStretch(), other));
            }
            drive.step(MORNING_MS + seconds * 1_000L);
            assertTrue(seconds++ < 30_000);
        }
        assertEquals(0, drive.at().distanceM(other), 1);
    }
}
