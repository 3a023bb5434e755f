package org.twinloop.trip.ride;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.ProblemException.FieldError;
import org.twinloop.network.LoopId;
import org.twinloop.network.Stop;
import org.twinloop.network.traffic.NoReturn;
import org.twinloop.vehicle.VehicleState;
import org.twinloop.vehicle.VehicleStatus;

class EndChecksTest {

    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final Stop INNER = stop("K01", LoopId.INNER);
    private static final Stop OUTER = stop("O01", LoopId.OUTER);

    @Test
    void a_car_that_stands_closed_and_plugged_at_its_stop_is_handed_back() {
        assertEquals(List.of(), failed(INNER, true, car()));
    }

    @Test
    void a_position_of_hours_ago_says_nothing_about_where_the_car_is() {
        assertEquals(List.of("/checks/position"), failed(INNER, false, car().located(NOW.minusSeconds(9 * 3600))));
        assertEquals(List.of("/checks/position"), failed(INNER, false, car().located(null)));
    }

    @Test
    void a_car_whose_speed_is_unknown_does_not_count_as_standing() {
        assertEquals(List.of("/checks/standing"), failed(INNER, false, car().speed(null)));
        assertEquals(List.of("/checks/standing"), failed(INNER, false, car().speed(3.1)));
        assertEquals(List.of(), failed(INNER, false, car().speed(3.0)));
    }

    @Test
    void an_inner_car_does_not_end_at_a_stop_of_the_outer_loop_only() {
        assertEquals(List.of("/checks/position"), failed(OUTER, false, car()));
    }

    @Test
    void open_doors_a_loose_plug_and_silence_are_told_apart() {
        assertEquals(
                List.of("/checks/doors", "/checks/plug"),
                failed(INNER, true, car().open().unplugged()));
        assertEquals(List.of(), failed(INNER, false, car().unplugged()));
        assertEquals(List.of("/checks/report"), failed(INNER, true, car().heard(NOW.minusSeconds(301))));
    }

    @Test
    void nothing_is_returned_where_an_event_forbids_it_and_the_check_says_until_when() {
        NoReturn ban = new NoReturn(UUID.randomUUID(), "龙舟赛", "Dragon boats", NOW.plusSeconds(3600));
        assertEquals(List.of("/checks/position"), failed(INNER, false, car(), Optional.of(ban)));
    }

    private static List<String> failed(Stop here, boolean pileHeld, Car car) {
        return failed(here, pileHeld, car, Optional.empty());
    }

    private static List<String> failed(Stop here, boolean pileHeld, Car car, Optional<NoReturn> ban) {
        return new EndChecks(INNER, Optional.of(here), ban, LoopId.INNER, pileHeld, Duration.ofMinutes(5), NOW)
                .failed(Optional.of(car.state())).stream()
                        .map(FieldError::pointer)
                        .toList();
    }

    private static Stop stop(String code, LoopId loop) {
        GeoPoint at = new GeoPoint(121.47, 31.23);
        return new Stop(UUID.randomUUID(), code, "p", "点", "Stop", at, Set.of(loop), 60, false);
    }

    private static Car car() {
        return new Car(NOW.minusSeconds(10), NOW.minusSeconds(10), 0.0, false, true);
    }

    /** What of a car's newest state the checks look at. */
    private record Car(Instant heardAt, Instant locatedAt, Double speedKmh, boolean doorsOpen, boolean plugged) {
        Car heard(Instant at) {
            return new Car(at, locatedAt, speedKmh, doorsOpen, plugged);
        }

        Car located(Instant at) {
            return new Car(heardAt, at, speedKmh, doorsOpen, plugged);
        }

        Car speed(Double kmh) {
            return new Car(heardAt, locatedAt, kmh, doorsOpen, plugged);
        }

        Car open() {
            return new Car(heardAt, locatedAt, speedKmh, true, plugged);
        }

        Car unplugged() {
            return new Car(heardAt, locatedAt, speedKmh, doorsOpen, false);
        }

        VehicleState state() {
            return new VehicleState(
                    VehicleStatus.PARKED,
                    heardAt,
                    heardAt,
                    locatedAt == null ? null : INNER.position(),
                    locatedAt,
                    speedKmh,
                    0.0,
                    1000L,
                    70.0,
                    doorsOpen,
                    true,
                    plugged,
                    false,
                    null);
        }
    }
}
