package org.twinloop.sim.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TallyTest {

    @Test
    void percentiles_are_right_to_two_percent() {
        Tally tally = new Tally();
        for (int i = 1; i <= 100_000; i++) {
            tally.took(i * 1_000L);
        }
        assertEquals(50, tally.percentileMs(0.5), 1);
        assertEquals(99, tally.percentileMs(0.99), 2);
        assertEquals(100, tally.percentileMs(1), 0);
        assertEquals(0, new Tally().percentileMs(0.5), 0);
    }
}
