package org.twinloop.sim.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RhythmTest {
    /** Midnight of a Tuesday and of a Saturday in Shanghai. */
    private static final String TUESDAY = "2026-11-23T16:00:00Z";

    private static final String SATURDAY = "2026-11-27T16:00:00Z";

    private static double at(String midnight, double hour) {
        return Rhythm.at(Instant.parse(midnight).toEpochMilli() + Math.round(hour * 3_600_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {TUESDAY, SATURDAY})
    void a_day_has_a_mean_of_one_and_never_leaps_nor_passes_the_peak(String midnight) {
        double sum = 0;
        for (int minute = 0; minute < 1_440; minute++) {
            double now = at(midnight, minute / 60.0);
            assertTrue(now > 0 && now <= Rhythm.PEAK, "minute " + minute + ": " + now);
            if (minute < 1_430) {
                assertEquals(now, at(midnight, (minute + 1) / 60.0), 0.05, "minute " + minute);
            }
            sum += now;
        }
        assertEquals(1, sum / 1_440, 0.03);
    }

    @Test
    void a_working_day_has_two_peaks_a_quiet_noon_and_a_dead_night_and_a_weekend_has_one_hill() {
        assertTrue(at(TUESDAY, 8.5) > 2 * at(TUESDAY, 12.5) * 0.9);
        assertTrue(at(TUESDAY, 18.5) > 1.5 * at(TUESDAY, 13.5));
        assertTrue(at(TUESDAY, 3.5) < 0.1);
        assertTrue(at(SATURDAY, 14) > 1.5 * at(SATURDAY, 8.5));
    }

    @ParameterizedTest
    @CsvSource({TUESDAY + ",8,IN", TUESDAY + ",18,OUT", TUESDAY + ",13,SLACK", SATURDAY + ",8,SLACK"})
    void commuters_flow_in_in_the_morning_and_out_in_the_evening(String midnight, int hour, Rhythm.Tide tide) {
        assertEquals(tide, Rhythm.tide(Instant.parse(midnight).toEpochMilli() + hour * 3_600_000L));
    }
}
