package org.twinloop.partner.gb32960.wire;

import java.util.List;
import java.util.function.Function;

/** Adds information types to the frame a {@link FrameWriter} has begun, by the tables the codec reads. */
public final class InformationWriter {

    private static final int SOUTH = 2;
    private static final int WEST = 4;
    private static final int NO_FIX = 1;
    private static final int WGS84 = 1;
    private static final int LIST_MAX = 252;
    private static final int LEVEL_MAX_2016 = 3;

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
        to.one(0x02);
        entries(motors, of2016 ? Tables.MOTOR_2016 : Tables.MOTOR_2025);
        return this;
    }

    /** WGS-84 degrees; NaN for both where there is no fix. */
    public InformationWriter position(double lonDeg, double latDeg) {
        boolean fix = Double.isFinite(lonDeg) && Double.isFinite(latDeg);
        to.one(0x05).one((fix ? 0 : NO_FIX) | (latDeg < 0 ? SOUTH : 0) | (lonDeg < 0 ? WEST : 0));
        if (!of2016) {
            to.one(WGS84);
        }
        to.field(Tables.LON_DEG, lon -> Math.abs(lonDeg));
        to.field(Tables.LAT_DEG, lat -> Math.abs(latDeg));
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
     * @param from level, at most 3 in the edition of 2016, and general flags, of which those of the edition are written
     * @param faults the vendor's codes of each list, by their quantity
     * @param flagLevels the level of single flags; only the edition of 2025 has them
     */
    public InformationWriter alarm(
            Source from, Function<Quantity, List<Source>> faults, List<? extends Source> flagLevels) {
        Source ofEdition = new OfEdition(from, to.edition());
        to.one(of2016 ? 0x07 : 0x06);
        to.field(of2016 ? Tables.ALARM_LEVEL_2016 : Tables.ALARM_LEVEL_2025, ofEdition);
        to.field(Tables.ALARM_FLAGS, ofEdition);
        for (Field fault : Tables.FAULTS) {
            entries(faults.apply(fault.quantity), fault);
        }
        if (!of2016) {
            entries(flagLevels, Tables.FLAG_LEVEL_2025);
        }
        return this;
    }

    private void entries(List<? extends Source> all, Field... table) {
        List<? extends Source> some = all.subList(0, Math.min(LIST_MAX, all.size()));
        to.one(some.size());
        some.forEach(entry -> to.table(table, entry));
    }

    /** The alarm as an edition can say it. */
    private record OfEdition(Source from, Edition edition) implements Source {

        @Override
        public double number(Quantity quantity) {
            double value = from.number(quantity);
            if (Double.isNaN(value)) {
                return value;
            }
            if (quantity == Quantity.ALARM_FLAGS) {
                return (long) value & edition.alarmFlags();
            }
            return edition == Edition.V2016 ? Math.min(LEVEL_MAX_2016, value) : value;
        }

        @Override
        public Absence absence(Quantity quantity) {
            return from.absence(quantity);
        }
    }
}
