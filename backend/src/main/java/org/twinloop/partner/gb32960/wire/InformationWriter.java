package org.twinloop.partner.gb32960.wire;

import java.util.ArrayList;
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
    private static final int SUBSYSTEMS_MAX = 250;
    /** Of a subsystem in one entry of the edition of 2016. */
    private static final int CELLS_MAX_2016 = 200;

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

    /**
     * A storage subsystem with its list.
     *
     * @param told number, voltage, current, and for the edition of 2016 count of cells and number of the first
     * @param values voltages of its cells, or temperatures of its probes
     */
    public record Subsystem(Source told, List<? extends Source> values) {

        private Subsystem part(int from, int to) {
            return new Subsystem(
                    new Source() {
                        @Override
                        public double number(Quantity quantity) {
                            return told.number(quantity) + (quantity == Quantity.FIRST_CELL ? from : 0);
                        }

                        @Override
                        public Absence absence(Quantity quantity) {
                            return told.absence(quantity);
                        }
                    },
                    values.subList(from, to));
        }
    }

    /** In the edition of 2016 more than 200 cells of a subsystem are several entries; what has no room is left out. */
    public InformationWriter voltages(List<Subsystem> subsystems) {
        List<Subsystem> parts = new ArrayList<>();
        for (Subsystem one : subsystems) {
            int most = of2016 ? CELLS_MAX_2016 : Math.max(1, one.values().size());
            int from = 0;
            do {
                int until = Math.min(from + most, one.values().size());
                parts.add(one.part(from, until));
                from = until;
            } while (from < one.values().size());
        }
        return lists(
                of2016 ? 0x08 : 0x07,
                parts,
                of2016 ? Tables.SUBSYSTEM_2016 : Tables.PACK_2025,
                of2016 ? 1 : 2,
                Tables.CELL_V);
    }

    /** Probes of each subsystem; nothing when there is no room. */
    public InformationWriter temperatures(List<Subsystem> subsystems) {
        return lists(of2016 ? 0x09 : 0x08, subsystems, Tables.PROBES, 2, Tables.PROBE_C);
    }

    private InformationWriter lists(int type, List<Subsystem> all, Field[] table, int countBytes, Field listed) {
        List<Subsystem> some = all.subList(0, Math.min(SUBSYSTEMS_MAX, all.size()));
        int head = countBytes;
        for (Field field : table) {
            head += field.bytes;
        }
        int bytes = 2;
        for (Subsystem one : some) {
            bytes += head + one.values().size() * listed.bytes;
        }
        if (some.isEmpty() || bytes > to.left()) {
            return this;
        }
        to.one(type).one(some.size());
        for (Subsystem one : some) {
            to.table(table, one.told());
            if (countBytes == 1) {
                to.one(one.values().size());
            } else {
                to.two(one.values().size());
            }
            one.values().forEach(value -> to.field(listed, value));
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
