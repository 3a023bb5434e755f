package org.twinloop.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.traffic.NoReturn;

/** Where cars may end: the one rule that planner and end-of-trip check both ask. */
class LoopsTest {

    @ParameterizedTest
    @CsvSource({
        "INNER, INNER,        true",
        "INNER, INNER+OUTER,  true",
        "INNER, OUTER,        false",
        "OUTER, OUTER,        true",
        "OUTER, INNER+OUTER,  true",
        "OUTER, INNER,        false"
    })
    void a_car_ends_at_a_stop_of_its_loop_or_at_a_hub(LoopId car, String stop, boolean allowed) {
        assertEquals(allowed, Loops.returnAllowed(car, stop(stop), false));
        assertFalse(Loops.returnAllowed(car, stop(stop), true), "while cars are not returned there at all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INNER", "OUTER", "INNER+OUTER"})
    void over_time_a_stop_refuses_its_cars_while_returns_are_banned(String loops) {
        List<NoReturn.Time> bans = List.of(new NoReturn.Time(Instant.EPOCH, null));
        assertEquals(bans, Loops.refused(stop(loops), bans));
    }

    private static Stop stop(String loops) {
        Set<LoopId> those = loops.contains("+") ? Set.of(LoopId.values()) : Set.of(LoopId.valueOf(loops));
        return new Stop(
                UUID.fromString("0191f3a2-7c4e-7b1a-9d2f-3b6c5a4e1f00"),
                "S1",
                "PL-G01",
                "站",
                "Stop",
                new GeoPoint(121.47, 31.23),
                those,
                80,
                those.size() == 2);
    }
}
