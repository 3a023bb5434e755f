package org.twinloop.trip.heal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When a silence may be said to be the car's. A pass every 15 s, the city ten times as fast. */
class ListeningTest {

    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static final Duration SILENCE = Duration.ofMinutes(20);
    private static final int SPEED = 10;

    private final Listening listening = new Listening(Duration.ofMinutes(1));

    @Test
    void after_a_start_nothing_is_said_before_the_service_has_listened_as_long_as_the_silence() {
        assertFalse(passes(0, 105));
        assertTrue(passes(120, 120));
    }

    @Test
    void after_a_pause_it_begins_anew() {
        passes(0, 300);

        assertFalse(passes(400, 400));
        assertTrue(passes(415, 520));
    }

    @Test
    void without_the_database_nobody_listens() {
        passes(0, 300);
        listening.broke();

        assertFalse(passes(315, 420));
        assertTrue(passes(435, 435));
    }

    @Test
    void a_clock_that_goes_back_begins_anew() {
        passes(0, 300);

        assertFalse(
                listening.lasts(NOON.minusSeconds(60), Duration.ofSeconds(315).toNanos(), SILENCE));
    }

    /** Passes every 15 s, seconds of the machine, both ends included; answers what the last one may say. */
    private boolean passes(int fromS, int toS) {
        boolean may = false;
        for (int second = fromS; second <= toS; second += 15) {
            may = listening.lasts(
                    NOON.plusSeconds((long) second * SPEED),
                    Duration.ofSeconds(second).toNanos(),
                    SILENCE);
        }
        return may;
    }
}
