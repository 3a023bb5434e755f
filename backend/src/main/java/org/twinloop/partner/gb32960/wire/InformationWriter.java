package org.twinloop.partner.gb32960.wire;

import java.util.List;

/** Adds information types to the frame a {@link FrameWriter} has begun, by the tables the codec reads. */
public final class InformationWriter {

    private static final int SOUTH = 2;
    private static final int WEST = 4;
    private static final int NO_FIX = 1;
    private static final int WGS84 = 1;
    private static final int LIST_MAX = 252;

    private final FrameWriter to;
    private final boolean of2016;

    public InformationWriter(FrameWriter to) {
        this.to = to;
        this.of2016 = to.edition() == Edition.V2016;
    }

    public InformationWriter vehicle(Source from) {
        to.one(0x01);
        to.table(of2016 ? Tables.VEHICLE_2016 : Tables.VEHICLE_2025, from);
        return this;
    }

    public InformationWriter motors(List<? extends Source> motors) {
        List<? extends Source> some = motors.subList(0, Math.min(LIST_MAX, motors.size()));
        to.one(0x02).one(some.size());
        some.forEach(motor -> to.table(of2016 ? Tables.MOTOR_2016 : Tables.MOTOR_2025, motor));
        return this;
    }

    /** WGS-84 degrees; NaN for both where there is no fix. */
    public InformationWriter position(double lonDeg, double latDeg) {
        boolean fix = Double.isFinite(lonDeg) && Double.isFinite(latDeg);
        to.one(0x05).one((fix ? 0 : NO_FIX) | (latDeg < 0 ? SOUTH : 0) | (lonDeg < 0 ? WEST : 0));
        if (!of2016) {
            to.one(WGS84);
        }
        to.field(Tables.LON_DEG, Math.abs(lonDeg));
        to.field(Tables.LAT_DEG, Math.abs(latDeg));
        return this;
    }

    /** Only the edition of 2016 has this type; nothing is written in the other. */
    public InformationWriter extremes(Source from) {
        if (of2016) {
            to.one(0x06);
            to.table(Tables.EXTREMES_2016, from);
        }
        return this;
    }

    /**
     * @param level 0…4; 2016 knows 3 as the highest
     * @param flags bits of the general alarm flags
     */
    public InformationWriter alarm(int level, long flags) {
        to.one(of2016 ? 0x07 : 0x06);
        to.one(of2016 ? Math.min(3, level) : level);
        to.two((int) (flags >>> 16)).two((int) flags);
        for (int list = 0; list < Tables.FAULTS.length + (of2016 ? 0 : 1); list++) {
            to.one(0);
        }
        return this;
    }
}
