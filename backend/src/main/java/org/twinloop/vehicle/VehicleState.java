package org.twinloop.vehicle;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.GeoPoint;

/**
 * What a car said last. Fields the car never told are null.
 *
 * @param eventTime when the car said it
 * @param position last position it had; {@code positionAt} tells from when
 */
public record VehicleState(
        VehicleStatus status,
        Instant eventTime,
        Instant receivedAt,
        GeoPoint position,
        Instant positionAt,
        Double speedKmh,
        Double headingDeg,
        Long odometerM,
        Double socPercent,
        Boolean doorsOpen,
        Boolean locked,
        Boolean plugged,
        Boolean charging,
        UUID lastCommand) {

    public boolean doorsClosed() {
        return Boolean.FALSE.equals(doorsOpen);
    }

    public boolean isLocked() {
        return Boolean.TRUE.equals(locked);
    }

    public boolean isPlugged() {
        return Boolean.TRUE.equals(plugged);
    }

    public long ageSeconds(Instant now) {
        return Math.max(0, Duration.between(eventTime, now).toSeconds());
    }
}
