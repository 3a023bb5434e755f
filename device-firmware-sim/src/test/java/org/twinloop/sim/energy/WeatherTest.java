package org.twinloop.sim.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.DoubleSummaryStatistics;
import org.junit.jupiter.api.Test;

class WeatherTest {
    private static final long HOUR_MS = 3_600_000;
    private final Weather weather = new Weather(5);

    private static long ms(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    private DoubleSummaryStatistics month(String from) {
        DoubleSummaryStatistics all = new DoubleSummaryStatistics();
        for (int hour = 0; hour < 30 * 24; hour++) {
            all.accept(weather.temperatureC(ms(from) + hour * HOUR_MS));
        }
        return all;
    }

    @Test
    void the_seasons_are_those_of_shanghai() {
        DoubleSummaryStatistics january = month("2026-01-01T00:00:00Z");
        DoubleSummaryStatistics july = month("2026-07-01T00:00:00Z");

        assertEquals(5, january.getAverage(), 1.5);
        assertEquals(29, july.getAverage(), 1.5);
        assertTrue(january.getMin() > -10 && july.getMax() < 43, january + " " + july);
    }

    @Test
    void it_changes_from_hour_to_hour_without_steps_also_at_midnight_and_at_the_turn_of_a_month() {
        long from = ms("2026-11-28T00:00:00Z");
        for (int minute = 0; minute < 5 * 1_440; minute++) {
            long now = from + minute * 60_000L;
            assertEquals(weather.temperatureC(now), weather.temperatureC(now + 60_000), 0.25, "minute " + minute);
            assertEquals(weather.headwindMs(now, 40), weather.headwindMs(now + 60_000, 40), 0.1, "minute " + minute);
        }
    }

    @Test
    void the_wind_pushes_one_way_what_it_holds_back_the_other_and_turns_within_days() {
        long now = ms("2026-11-28T06:00:00Z");
        DoubleSummaryStatistics east = new DoubleSummaryStatistics();
        for (int hour = 0; hour < 240; hour++) {
            long then = now + hour * HOUR_MS;
            assertEquals(weather.headwindMs(then, 30), -weather.headwindMs(then, 210), 1e-9);
            east.accept(weather.headwindMs(then, 90));
        }
        assertTrue(east.getMin() < -1 && east.getMax() > 1, east.toString());
        assertTrue(east.getMin() > -12 && east.getMax() < 12, east.toString());
    }

    @Test
    void the_same_seed_has_the_same_weather_whatever_was_asked_before() {
        long now = ms("2026-11-28T06:30:00Z");
        Weather asked = new Weather(5);
        asked.temperatureC(now + 100 * HOUR_MS);

        assertEquals(weather.temperatureC(now), asked.temperatureC(now));
        assertNotEquals(weather.temperatureC(now), new Weather(6).temperatureC(now));
    }
}
