package org.twinloop.telematics.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ClockReadingTest {

    private static final long MINUTE = 60_000;
    private static final long T0 = 1_795_411_800_000L;

    private final ClockReading reading = new ClockReading(5 * MINUTE, T0);

    @Test
    void the_report_with_the_least_delay_tells_the_clock() {
        reading.heard(T0 + 20_000 - 800, T0);
        reading.heard(T0 - 600_000, T0 + 100);
        reading.heard(T0 + 20_000 + 200 - 90, T0 + 200);
        assertEquals(19_910, reading.aheadMs());
        assertEquals(T0 + 200, reading.receivedMs());
    }

    @Test
    void a_clock_that_was_set_is_believed_after_two_windows() {
        reading.heard(T0 + 90_000, T0);
        reading.heard(T0 + 6 * MINUTE - 40, T0 + 6 * MINUTE);
        assertEquals(90_000, reading.aheadMs());
        reading.heard(T0 + 12 * MINUTE - 40, T0 + 12 * MINUTE);
        assertEquals(-40, reading.aheadMs());
    }

    @Test
    void a_silence_ends_what_was_known() {
        reading.heard(T0 + 90_000, T0);
        reading.heard(T0 + 60 * MINUTE - 40, T0 + 60 * MINUTE);
        assertEquals(-40, reading.aheadMs());
    }

    @Test
    void only_a_change_is_news() {
        reading.heard(T0 + 1_000, T0);
        assertTrue(reading.isNews(500));
        reading.noted(reading.aheadMs());
        reading.heard(T0 + 1_400, T0);
        assertFalse(reading.isNews(500));
        reading.heard(T0 + 1_500, T0);
        assertTrue(reading.isNews(500));
    }
}
