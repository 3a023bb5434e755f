package org.twinloop.notification.preference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twinloop.notification.preference.Preference.Switch;
import org.twinloop.notification.template.MessageClass;

/** Quiet hours are hours of Shanghai, overnight or by day. */
class QuietHoursTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            # from, to,    now (UTC),            end (UTC)
            22:00, 07:00, 2026-11-23T13:59:00Z,
            22:00, 07:00, 2026-11-23T14:00:00Z, 2026-11-23T23:00:00Z
            22:00, 07:00, 2026-11-23T16:30:00Z, 2026-11-23T23:00:00Z
            22:00, 07:00, 2026-11-23T22:59:59Z, 2026-11-23T23:00:00Z
            22:00, 07:00, 2026-11-23T23:00:00Z,
            12:00, 13:30, 2026-11-23T04:00:00Z, 2026-11-23T05:30:00Z
            12:00, 13:30, 2026-11-23T05:30:00Z,
            00:00, 06:00, 2026-12-31T16:00:00Z, 2026-12-31T22:00:00Z
            18:00, 00:00, 2026-12-31T15:59:00Z, 2026-12-31T16:00:00Z
            """)
    void they_hold_from_their_first_minute_to_their_last(LocalTime from, LocalTime to, Instant now, Instant end) {
        assertEquals(Optional.ofNullable(end), new QuietHours(from, to).endOf(now));
    }

    @Test
    void they_do_not_begin_when_they_end() {
        assertThrows(IllegalArgumentException.class, () -> new QuietHours(LocalTime.NOON, LocalTime.NOON));
    }

    @Test
    void urgent_messages_break_through_and_others_wait() {
        Preference quiet = new Preference(new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0)), null, Map.of());
        Instant night = Instant.parse("2026-11-23T16:30:00Z");

        assertTrue(quiet.heldUntil(MessageClass.URGENT, night).isEmpty());
        for (MessageClass other : MessageClass.values()) {
            assertEquals(
                    other != MessageClass.URGENT, quiet.heldUntil(other, night).isPresent(), other.name());
        }
        assertTrue(Preference.DEFAULT.heldUntil(MessageClass.TRIP, night).isEmpty());
    }

    @Test
    void what_was_said_comes_before_the_default() {
        Preference said = new Preference(
                null,
                null,
                Map.of(
                        new Switch(MessageClass.TRIP, Channel.GATEWAY), true,
                        new Switch(MessageClass.URGENT, Channel.GATEWAY), false));

        assertTrue(said.wants(MessageClass.TRIP, Channel.GATEWAY));
        assertTrue(!said.wants(MessageClass.URGENT, Channel.GATEWAY));
        assertTrue(said.hasSwitchedOff(MessageClass.URGENT, Channel.GATEWAY));
        assertTrue(said.wants(MessageClass.COST, Channel.FIREBASE) && !said.wants(MessageClass.COST, Channel.GATEWAY));
    }
}
