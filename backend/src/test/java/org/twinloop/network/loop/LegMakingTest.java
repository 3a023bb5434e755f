package org.twinloop.network.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.LoopId;
import org.twinloop.network.Route;
import org.twinloop.network.RouteFinder;
import org.twinloop.network.Stop;

/** Legs where a closure covers only some of the periods. */
class LegMakingTest {

    private final List<Stop> stops =
            IntStream.range(0, 3).mapToObj(LegMakingTest::stop).toList();

    @Test
    void a_pair_without_a_way_in_one_period_is_left_out_and_all_others_are_made() {
        LegMaking making = new LegMaking(
                (period, points) -> {
                    int base = 100 * (1 + period.ordinal());
                    int[][] seconds = {{0, base, base + 1}, {base + 2, 0, base + 3}, {base + 4, base + 5, 0}};
                    if (period == Period.MORNING) {
                        seconds[0][2] = RouteFinder.Drives.NO_WAY;
                    }
                    return seconds;
                },
                (from, to) -> Optional.of(new RouteFinder.Drive(way(from, to), 250)));

        List<StopLeg> legs = making.legs(stops);

        assertEquals(5, legs.size());
        assertEquals(new StopLeg(id(0), id(1), 1500, 250, 100, 200, 300, 400), legs.get(0));
        assertEquals(
                List.of(id(1), id(1), id(2), id(2)),
                legs.subList(1, 5).stream().map(StopLeg::from).toList());
    }

    @Test
    void stops_for_which_no_legs_were_made_are_named_as_not_reached() {
        List<StopLeg> legs = List.of(
                new StopLeg(id(0), id(1), 1500, 250, 100, 200, 300, 400),
                new StopLeg(id(1), id(0), 1500, 250, 100, 200, 301, 400));

        LoopTour tour = new TourMaking(legs).tour(LoopId.OUTER, List.of(id(0), id(1)), List.of(id(2)));

        assertEquals(List.of(id(0), id(1)), tour.stops());
        assertEquals(List.of(id(2)), tour.unreached());
        assertEquals(601, tour.lengthS());
    }

    private static Route way(GeoPoint from, GeoPoint to) {
        return new Route(
                1500, Duration.ofSeconds(300), List.of(from, to), List.of(), List.of(), false, 7, Instant.EPOCH);
    }

    private static UUID id(int number) {
        return new UUID(0, number);
    }

    private static Stop stop(int number) {
        GeoPoint at = new GeoPoint(121.4 + number / 100.0, 31.2);
        return new Stop(id(number), "S" + number, null, "站" + number, "Stop", at, Set.of(LoopId.OUTER), 100, false);
    }
}
