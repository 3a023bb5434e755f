package org.twinloop.notification.preference;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.twinloop.common.CityTime;

/**
 * When a person wants to be left alone, every day, Asia/Shanghai. From is within, to is not; they may lie on both sides
 * of midnight.
 *
 * @param from first minute
 * @param to first minute after; never the same as {@code from}
 */
public record QuietHours(LocalTime from, LocalTime to) {

    public QuietHours {
        if (from.equals(to)) {
            throw new IllegalArgumentException("quiet hours that begin when they end");
        }
    }

    /** When the quiet hours that hold at an instant are over; empty when none hold. */
    public Optional<Instant> endOf(Instant at) {
        ZonedDateTime local = at.atZone(CityTime.ZONE);
        LocalTime time = local.toLocalTime();
        boolean overnight = from.isAfter(to);
        boolean after = !time.isBefore(from);
        boolean before = time.isBefore(to);
        boolean quiet = overnight ? after || before : after && before;
        if (!quiet) {
            return Optional.empty();
        }
        ZonedDateTime end = local.with(to);
        return Optional.of((overnight && after ? end.plusDays(1) : end).toInstant());
    }
}
