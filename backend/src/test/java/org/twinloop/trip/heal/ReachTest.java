package org.twinloop.trip.heal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.LoopId;
import org.twinloop.network.Stop;
import org.twinloop.trip.heal.Reach.Way;

class ReachTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final Reach REACH = new Reach(NOW, NOW.plusSeconds(3_600), 30, 10);

    @Test
    void what_leaves_the_reserve_and_the_time_is_in_reach() {
        assertTrue(REACH.reaches(way(600, 5, Duration.ZERO, 0)));
        assertTrue(REACH.reaches(way(3_600, 20, Duration.ZERO, 0)), "both just so");
    }

    @Test
    void a_charge_that_would_eat_the_reserve_does_not_do() {
        assertFalse(REACH.reaches(way(600, 20.1, Duration.ZERO, 0)));
    }

    @Test
    void the_charge_on_the_way_and_the_way_on_count_in_the_time() {
        assertTrue(REACH.reaches(way(600, 5, Duration.ofMinutes(30), 1_200)));
        assertFalse(REACH.reaches(way(600, 5, Duration.ofMinutes(30), 1_201)));
    }

    @Test
    void the_order_stays() {
        Way near = way(60, 1, Duration.ZERO, 0);
        Way far = way(600, 5, Duration.ZERO, 0);
        Way tooFar = way(6_000, 5, Duration.ZERO, 0);

        assertEquals(List.of(far, near), REACH.within(List.of(far, tooFar, near)));
    }

    private static Way way(int seconds, double percent, Duration stays, int onward) {
        Stop stop = new Stop(
                new UUID(0, 1), "K01", "PL", "站", "stop", new GeoPoint(121.4, 31.2), Set.of(LoopId.OUTER), 50, false);
        return new Way(stop, seconds, percent, stays, onward);
    }
}
