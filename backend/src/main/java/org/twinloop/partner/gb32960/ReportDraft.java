package org.twinloop.partner.gb32960;

import java.time.Instant;
import java.util.zip.CRC32C;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.geo.Datum;
import org.twinloop.partner.gb32960.wire.Absence;
import org.twinloop.partner.gb32960.wire.BeijingTime;
import org.twinloop.partner.gb32960.wire.Command;
import org.twinloop.partner.gb32960.wire.Frame;
import org.twinloop.partner.gb32960.wire.InformationCodec;
import org.twinloop.partner.gb32960.wire.Part;
import org.twinloop.partner.gb32960.wire.Quantity;
import org.twinloop.partner.gb32960.wire.Readings;
import org.twinloop.telematics.VehicleAlarm;
import org.twinloop.telematics.VehicleReport;

/**
 * Turns what a data unit says into a report in our own words; the rest of it goes along as JSON. One for each
 * connection.
 *
 * <p>GB/T 32960 numbers no reports. Two of one car and second are the same when their content is: so the check sum of
 * the content is their number, and a reissued copy of a report that arrived is harmless. Where the time is none, its
 * six bytes are content too. The protocol tells neither doors nor locks, and a plug only while energy flows through it,
 * which is why all three stay untold.
 */
final class ReportDraft implements Readings {

    /** Why a report that is sent again is not taken when {@link #isTimed} says no. */
    static final String NO_TIME =
            "/time: no date or time of day; what is sent again cannot be placed without: send year, month, day, hour, "
                    + "minute and second in plain binary, UTC+8";

    private static final int CHARGING_PARKED = 1;
    private static final int NO_FIX = 1;
    private static final int OF_GCJ02 = 2;
    private static final int OF_ANOTHER = 3;
    private static final double METRES_PER_KM = 1_000;

    private final ReadingsJson json;
    private final CRC32C checkSum = new CRC32C();
    private Part part;
    private Double speedKmh;
    private Long odometerM;
    private Double socPercent;
    private Boolean charging;
    private int fix;
    private int datumCode;
    private double lonDeg;
    private double latDeg;
    private int alarmLevel;
    private long alarmFlags;
    private boolean alarmTold;

    ReportDraft(int vendorBytesKept) {
        json = new ReadingsJson(vendorBytesKept);
    }

    /** Reads a unit; the draft is good only when it is not broken. */
    InformationCodec.Verdict read(Frame frame, InformationCodec codec) {
        json.clear();
        part = null;
        speedKmh = null;
        odometerM = null;
        socPercent = null;
        charging = null;
        fix = NO_FIX;
        datumCode = 0;
        lonDeg = Double.NaN;
        latDeg = Double.NaN;
        alarmLevel = 0;
        alarmFlags = 0;
        alarmTold = false;
        return codec.read(frame, this);
    }

    /** Whether a frame says when it was; month 13 and hour 25 say nothing. */
    static boolean isTimed(Frame frame) {
        return BeijingTime.read(frame.bytes(), frame.unitAt()) != BeijingTime.IMPOSSIBLE;
    }

    /**
     * The report. One that does not say when it was has the time of its arrival, until it is known for a repetition.
     *
     * @param datum what positions are measured against when the frame does not say
     */
    VehicleReport report(Frame frame, InformationCodec codec, Datum datum, Instant receivedAt) {
        long toldMs = BeijingTime.read(frame.bytes(), frame.unitAt());
        boolean timed = toldMs != BeijingTime.IMPOSSIBLE;
        int contentAt = timed ? frame.unitAt() + BeijingTime.BYTES : frame.unitAt();
        checkSum.reset();
        checkSum.update(frame.bytes(), contentAt, codec.contentEnd() - contentAt);
        return new VehicleReport(
                timed ? Instant.ofEpochMilli(toldMs) : receivedAt,
                0,
                checkSum.getValue(),
                position(datum),
                null,
                speedKmh,
                null,
                odometerM,
                socPercent,
                null,
                null,
                null,
                charging,
                null,
                alarmTold
                        ? VehicleAlarm.of(
                                alarmLevel, alarmFlags & frame.edition().alarmFlags())
                        : null,
                extra(frame, codec, timed));
    }

    /** A receiver without a fix sends its last one again, or zeros; neither is where the car is. */
    private GeoPoint position(Datum datum) {
        boolean placed = (fix & NO_FIX) == 0 && !Double.isNaN(lonDeg) && !Double.isNaN(latDeg);
        if (!placed || lonDeg == 0 && latDeg == 0 || datumCode == OF_ANOTHER) {
            return null;
        }
        Datum told = datumCode == 0 ? datum : datumCode == OF_GCJ02 ? Datum.gcj02 : Datum.wgs84;
        return told.toWgs84(lonDeg, latDeg);
    }

    private String extra(Frame frame, InformationCodec codec, boolean timed) {
        StringBuilder extra = new StringBuilder(512);
        extra.append("{\"gb32960\":{\"edition\":").append(frame.edition().year());
        if (frame.command() == Command.REISSUE) {
            extra.append(",\"reissued\":true");
        }
        if (!timed) {
            extra.append(",\"time\":\"RECEIVED\"");
        }
        if (codec.isSigned()) {
            extra.append(",\"signature\":\"UNVERIFIED\"");
        }
        extra.append(",\"infos\":");
        json.appendTo(extra);
        return extra.append("}}").toString();
    }

    @Override
    public void open(Part opened) {
        part = opened;
        json.open(opened);
    }

    @Override
    public void close(Part closed) {
        part = null;
        json.close(closed);
    }

    @Override
    public void number(Quantity quantity, double value) {
        json.number(quantity, value);
        if (part == Part.VEHICLE) {
            vehicle(quantity, value);
        } else if (part == Part.POSITION) {
            position(quantity, value);
        } else if (part == Part.ALARM) {
            alarm(quantity, value);
        }
    }

    private void vehicle(Quantity quantity, double value) {
        switch (quantity) {
            case SPEED_KMH -> speedKmh = value;
            case ODOMETER_KM -> odometerM = Math.round(value * METRES_PER_KM);
            case SOC_PERCENT -> socPercent = value;
            case CHARGE_STATE -> charging = value == CHARGING_PARKED;
            default -> {}
        }
    }

    private void position(Quantity quantity, double value) {
        switch (quantity) {
            case FIX -> fix = (int) value;
            case DATUM -> datumCode = (int) value;
            case LON_DEG -> lonDeg = value;
            case LAT_DEG -> latDeg = value;
            default -> {}
        }
    }

    private void alarm(Quantity quantity, double value) {
        switch (quantity) {
            case ALARM_LEVEL -> {
                alarmLevel = (int) value;
                alarmTold = true;
            }
            case ALARM_FLAGS -> {
                alarmFlags = (long) value;
                alarmTold = true;
            }
            default -> {}
        }
    }

    @Override
    public void absent(Quantity quantity, Absence why) {
        json.absent(quantity, why);
        if (part == Part.POSITION && quantity == Quantity.DATUM) {
            datumCode = OF_ANOTHER;
        }
    }

    @Override
    public void opaque(int type, byte[] bytes, int from, int length) {
        json.opaque(type, bytes, from, length);
    }
}
