package org.twinloop.sim.car;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.twinloop.sim.energy.Battery;
import org.twinloop.sim.energy.CarModel;
import org.twinloop.sim.energy.DriverStyle;
import org.twinloop.sim.energy.Drivetrain;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.road.Place;
import org.twinloop.sim.road.RoadNetwork;
import org.twinloop.sim.road.Route;
import org.twinloop.sim.road.Route.Stretch;
import org.twinloop.sim.road.RouteFinder;
import org.twinloop.sim.time.Dice;

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
        Drive drive = new Drive(route, DriverStyle.AVERAGE, Dice.of(5, "drive"));
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

    @Test
    void many_drives_all_arrive_and_use_what_such_cars_use_in_town() {
        CarModel model = CarModel.of("Roewe Ei5", 52_500);
        double km = 0;
        double wh = 0;
        for (int i = 0; i < 30; i++) {
            Dice dice = Dice.of(i, "many");
            Route route = FINDER.fastest(
                    dice.pick(Place.all()).at(), dice.pick(Place.all()).at());
            DriverStyle style = DriverStyle.of(dice);
            Drive drive = new Drive(route, style, dice);
            Battery battery = new Battery(100_000, 90);
            int seconds = 0;
            while (!drive.arrived()) {
                drive.step(MORNING_MS + seconds * 1_000L);
                battery.draw(
                        Drivetrain.powerW(
                                model, style, drive.movedM(), drive.accelerationMs2(), 0, 20, battery.socPercent()),
                        1,
                        20);
                assertTrue(seconds++ < 30_000, "drive " + i + " never arrives");
            }
            km += route.lengthM() / 1000;
            wh += (90 - battery.socPercent()) * 1_000;
        }
        double whPerKm = wh / km;
        assertTrue(whPerKm > 115 && whPerKm < 200, whPerKm + " Wh/km");
    }

    @Test
    void a_redirected_drive_ends_at_the_new_destination() {
        GeoPoint other = Place.all().get(40).at();
        Drive drive = new Drive(
                FINDER.fastest(Place.all().get(0).at(), Place.all().get(31).at()),
                DriverStyle.AVERAGE,
                Dice.of(1, "redirected"));
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
