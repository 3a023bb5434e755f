package org.twinloop.telematics;

import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.GeoPoint;

/**
 * What a car said about one moment. A sender tells what it knows: our own terminals all of it, GB/T 32960 neither doors
 * nor locks; what was not told is null and leaves the newest state as it is.
 *
 * @param eventTime the terminal's own clock
 * @param boot how often the terminal has started
 * @param seq grows by one with every message of a boot
 * @param position WGS-84, null without a fix
 * @param accuracyM of the fix, null when not told
 * @param headingDeg from north, null when not told
 * @param doorsOpen true when any door is open
 * @param command the command executed last, null when there was none
 * @param alarm null when the sender does not speak of alarms
 * @param extra fields this service does not know, a JSON object as sent; null when there were none
 */
public record VehicleReport(
        Instant eventTime,
        long boot,
        long seq,
        GeoPoint position,
        Double accuracyM,
        Double speedKmh,
        Double headingDeg,
        Long odometerM,
        Double socPercent,
        Boolean doorsOpen,
        Boolean locked,
        Boolean plugged,
        Boolean charging,
        UUID command,
        VehicleAlarm alarm,
        String extra) {

    /** The same, of another moment. */
    public VehicleReport at(Instant moment) {
        return new VehicleReport(
                moment,
                boot,
                seq,
                position,
                accuracyM,
                speedKmh,
                headingDeg,
                odometerM,
                socPercent,
                doorsOpen,
                locked,
                plugged,
                charging,
                command,
                alarm,
                extra);
    }

    /**
     * Whether this one is newer: by when it can have been said, which is not after it was received, whatever the clock
     * of the terminal; then by event time, boot and sequence. {@code vehicle.apply_newest} orders likewise.
     */
    boolean isAfter(Instant receivedAt, VehicleReport other, Instant otherReceivedAt) {
        int bySaid = earlier(eventTime, receivedAt).compareTo(earlier(other.eventTime, otherReceivedAt));
        if (bySaid != 0) {
            return bySaid > 0;
        }
        int byTime = eventTime.compareTo(other.eventTime);
        if (byTime != 0) {
            return byTime > 0;
        }
        return boot != other.boot ? boot > other.boot : seq > other.seq;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Whether the newest state needs nothing of an older report beside this one. */
    boolean tellsAll() {
        return position != null
                && speedKmh != null
                && odometerM != null
                && socPercent != null
                && doorsOpen != null
                && locked != null
                && plugged != null
                && charging != null;
    }
}
