package org.twinloop.partner.gb32960;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.twinloop.common.geo.Datum;
import org.twinloop.partner.gb32960.wire.Frame;
import org.twinloop.partner.gb32960.wire.InformationCodec;
import org.twinloop.telematics.VehicleReport;

/**
 * Makes reports of frames as a connection does. Beside the service's class in its package, which nobody else is to see.
 */
public final class DraftTrial {

    private static final Instant RECEIVED = Instant.parse("2026-11-23T04:00:00Z");
    private static final int VENDOR_BYTES = 256;

    private final InformationCodec codec = new InformationCodec();
    private final ReportDraft draft = new ReportDraft(VENDOR_BYTES);

    /** Whether a frame that can be read becomes a report that holds together; throws when none can be made. */
    public boolean isSound(Frame frame) {
        if (draft.read(frame, codec) == InformationCodec.Verdict.BROKEN) {
            return false;
        }
        VehicleReport report = draft.report(frame, codec, Datum.gcj02, RECEIVED);
        return report.eventTime().equals(time(frame))
                && report.extra().startsWith("{\"gb32960\":{\"edition\":20")
                && report.extra().endsWith("]}}")
                && isWithin(report.speedKmh(), 0, 500)
                && isWithin(report.socPercent(), 0, 100)
                && (report.odometerM() == null || isWithin((double) report.odometerM(), 0, 1e9))
                && (report.alarm() == null
                        || report.alarm().level() <= (frame.edition().year() == 2016 ? 3 : 4));
    }

    /** By the calendar of Java, which shares nothing with the service's own. */
    private static Instant time(Frame frame) {
        byte[] bytes = frame.bytes();
        int at = frame.unitAt();
        try {
            int year = bytes[at] & 0xff;
            if (year > 99) {
                return RECEIVED;
            }
            return LocalDateTime.of(
                            2000 + year,
                            bytes[at + 1] & 0xff,
                            bytes[at + 2] & 0xff,
                            bytes[at + 3] & 0xff,
                            bytes[at + 4] & 0xff,
                            bytes[at + 5] & 0xff)
                    .toInstant(ZoneOffset.ofHours(8));
        } catch (DateTimeException none) {
            return RECEIVED;
        }
    }

    private static boolean isWithin(Double value, double min, double max) {
        return value == null || value >= min && value <= max;
    }
}
