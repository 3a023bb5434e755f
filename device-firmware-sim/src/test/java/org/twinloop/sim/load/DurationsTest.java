package org.twinloop.sim.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DurationsTest {

    @Test
    void percentiles_are_right_to_two_percent() {
        Durations durations = new Durations();
        for (int i = 1; i <= 100_000; i++) {
            durations.took(i * 1_000L);
        }
        assertEquals(50, durations.percentileMs(0.5), 1);
        assertEquals(99, durations.percentileMs(0.99), 2);
        assertEquals(100, durations.percentileMs(1), 0);
        assertEquals(0, new Durations().percentileMs(0.5), 0);
    }
}
