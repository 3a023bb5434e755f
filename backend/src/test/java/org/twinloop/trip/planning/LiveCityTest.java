package org.twinloop.trip.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.LoopId;
import org.twinloop.network.Stop;

/** Which stops are looked at where more are near than may be. */
class LiveCityTest {
    private static final int MOST = 6;

    @Test
    void stops_of_one_loop_hide_none_of_the_other() {
        List<Stop> near = new ArrayList<>();
        for (int i = 0; i < MOST + 2; i++) {
            near.add(stop(i, Set.of(LoopId.OUTER)));
        }
        near.add(stop(20, Set.of(LoopId.INNER)));
        near.add(stop(21, Set.of(LoopId.INNER, LoopId.OUTER)));

        List<Stop> looked = LiveCity.nearestOfEachLoop(near, MOST);

        List<Stop> expected = new ArrayList<>(near.subList(0, MOST));
        expected.addAll(near.subList(MOST + 2, near.size()));
        assertEquals(expected, looked);
    }

    private static Stop stop(int number, Set<LoopId> loops) {
        return new Stop(
                new UUID(1, number), "K" + number, null, "站", "Stop", new GeoPoint(121.4, 31.2), loops, 50, false);
    }
}
