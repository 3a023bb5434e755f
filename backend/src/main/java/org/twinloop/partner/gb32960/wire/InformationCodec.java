package org.twinloop.partner.gb32960.wire;

/**
 * Reads the data unit of a real-time or reissued report: a time and then information types, each a number and a body,
 * in any order. The numbers 6 to 9 mean other things in either edition.
 *
 * <p>One for each connection; it keeps the place of the fault, if any, until the next unit.
 */
public final class InformationCodec {

    private static final int SIGNATURE = 0xFF;
    private static final int VENDOR_FIRST = 0x80;

    private final BlockReader reader = new BlockReader();
    private int unitAt;
    private int contentEnd;
    private boolean signed;
    private int brokenType;
    private int brokenAt;

    /** How far a unit could be read. */
    public enum Verdict {
        /** To its end. */
        WHOLE,
        /** The rest follows no table: a type without a known length, or a vendor's length that cannot be. */
        REST_OPAQUE,
        /** A body is longer than the unit. Nothing of it is to be believed. */
        BROKEN
    }

    private enum Body {
        READ,
        UNKNOWN,
        TOO_LONG
    }

    /** Tells the readings of a sound frame's unit in the clear. The time at its beginning is not among them. */
    public Verdict read(Frame frame, Readings to) {
        unitAt = frame.unitAt();
        contentEnd = frame.unitEnd();
        signed = false;
        brokenType = 0;
        brokenAt = unitAt;
        if (frame.unitBytes() < BeijingTime.BYTES) {
            return Verdict.BROKEN;
        }
        reader.begin(frame.bytes(), unitAt + BeijingTime.BYTES, frame.unitEnd(), to);
        return blocks(frame.edition() == Edition.V2016);
    }

    /** Whether the unit read last carries a signature. It is not verified. */
    public boolean isSigned() {
        return signed;
    }

    /** Where what was read last ends: the signature, or the unit itself. */
    public int contentEnd() {
        return contentEnd;
    }

    /** The place of the fault, in words for a person. */
    public String fault() {
        return "information type 0x%02X at byte %d of the data unit is longer than the unit"
                .formatted(brokenType, brokenAt - unitAt);
    }

    private Verdict blocks(boolean of2016) {
        while (reader.left() > 0) {
            brokenAt = reader.at();
            brokenType = reader.one();
            Body body = of2016 ? body2016(brokenType) : body2025(brokenType);
            if (body == Body.TOO_LONG) {
                return Verdict.BROKEN;
            }
            if (body == Body.UNKNOWN && !isVendors(brokenType)) {
                reader.rest(brokenType);
                return Verdict.REST_OPAQUE;
            }
        }
        return Verdict.WHOLE;
    }

    private Body body2016(int type) {
        return switch (type) {
            case 0x01 -> read(reader.whole(Part.VEHICLE, Tables.VEHICLE_2016));
            case 0x02 -> read(entries(Part.MOTORS, Part.MOTOR, Tables.MOTOR_2016));
            case 0x03 -> read(fuelCell2016());
            case 0x04 -> read(reader.whole(Part.ENGINE, Tables.ENGINE_2016));
            case 0x05 -> read(reader.position(false));
            case 0x06 -> read(reader.whole(Part.EXTREMES, Tables.EXTREMES_2016));
            case 0x07 -> read(alarm(Tables.ALARM_LEVEL_2016, null));
            case 0x08 -> read(lists(Part.VOLTAGES, Part.SUBSYSTEM, Tables.SUBSYSTEM_2016, 1, Tables.CELL_V));
            case 0x09 -> read(lists(Part.TEMPERATURES, Part.PROBES, Tables.PROBES, 2, Tables.PROBE_C));
            default -> Body.UNKNOWN;
        };
    }

    private Body body2025(int type) {
        return switch (type) {
            case 0x01 -> read(reader.whole(Part.VEHICLE, Tables.VEHICLE_2025));
            case 0x02 -> read(entries(Part.MOTORS, Part.MOTOR, Tables.MOTOR_2025));
            case 0x03 -> read(reader.whole(Part.FUEL_CELL, Tables.FUEL_CELL_2025));
            case 0x04 -> read(reader.whole(Part.ENGINE, Tables.ENGINE_2025));
            case 0x05 -> read(reader.position(true));
            case 0x06 -> read(alarm(Tables.ALARM_LEVEL_2025, Tables.FLAG_LEVEL_2025));
            case 0x07 -> read(lists(Part.VOLTAGES, Part.SUBSYSTEM, Tables.PACK_2025, 2, Tables.CELL_V));
            case 0x08 -> read(lists(Part.TEMPERATURES, Part.PROBES, Tables.PROBES, 2, Tables.PROBE_C));
            case 0x30 -> read(lists(Part.STACKS, Part.STACK, Tables.STACK_2025, 2, Tables.PROBE_C));
            case 0x31 -> read(supercapacitor());
            case 0x32 -> read(reader.whole(Part.SUPERCAPACITOR_EXTREMES, Tables.SUPERCAPACITOR_EXTREMES_2025));
            case SIGNATURE -> signature();
            default -> Body.UNKNOWN;
        };
    }

    private static Body read(boolean fits) {
        return fits ? Body.READ : Body.TOO_LONG;
    }

    /** Steps over a body that tells its own length. */
    private boolean isVendors(int type) {
        return type >= VENDOR_FIRST && type != SIGNATURE && reader.vendor(type);
    }

    private Body signature() {
        signed = true;
        contentEnd = brokenAt;
        reader.rest(SIGNATURE);
        return Body.READ;
    }

    /** A count and so many entries of one table. */
    private boolean entries(Part part, Part entry, Field[] table) {
        int count = reader.count(1);
        boolean fits = count >= 0;
        reader.open(part);
        for (int i = 0; fits && i < count; i++) {
            fits = reader.whole(entry, table);
        }
        reader.close(part);
        return fits;
    }

    /** A count and so many entries, each a table and a list. */
    private boolean lists(Part part, Part entry, Field[] table, int countBytes, Field listed) {
        int count = reader.count(1);
        boolean fits = count >= 0;
        reader.open(part);
        for (int i = 0; fits && i < count; i++) {
            reader.open(entry);
            fits = reader.table(table) && reader.list(countBytes, listed);
            reader.close(entry);
        }
        reader.close(part);
        return fits;
    }

    private boolean fuelCell2016() {
        reader.open(Part.FUEL_CELL);
        boolean fits = reader.table(Tables.FUEL_CELL_2016)
                && reader.list(2, Tables.FUEL_CELL_PROBE_C)
                && reader.table(Tables.HYDROGEN_2016);
        reader.close(Part.FUEL_CELL);
        return fits;
    }

    private boolean supercapacitor() {
        reader.open(Part.SUPERCAPACITOR);
        boolean fits = reader.table(Tables.SUPERCAPACITOR_2025)
                && reader.list(2, Tables.CELL_V)
                && reader.list(2, Tables.PROBE_C);
        reader.close(Part.SUPERCAPACITOR);
        return fits;
    }

    private boolean alarm(Field level, Field[] flagLevel) {
        reader.open(Part.ALARM);
        boolean fits = reader.field(level) && reader.field(Tables.ALARM_FLAGS);
        for (Field faults : Tables.FAULTS) {
            fits = fits && reader.list(1, faults);
        }
        if (flagLevel != null) {
            int count = fits ? reader.count(1) : -1;
            fits = count >= 0;
            for (int i = 0; fits && i < count; i++) {
                fits = reader.whole(Part.FLAG_LEVEL, flagLevel);
            }
        }
        reader.close(Part.ALARM);
        return fits;
    }
}
