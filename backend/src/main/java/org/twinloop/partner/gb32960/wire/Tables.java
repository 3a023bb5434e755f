package org.twinloop.partner.gb32960.wire;

import static org.twinloop.partner.gb32960.wire.Field.celsius;
import static org.twinloop.partner.gb32960.wire.Field.four;
import static org.twinloop.partner.gb32960.wire.Field.one;
import static org.twinloop.partner.gb32960.wire.Field.two;

/**
 * The tables of clause 7 as they are printed: fields in order, with step, zero and greatest raw number. Where a table
 * gives no range, everything below the two marks is allowed.
 */
final class Tables {

    private static final int BYTE = 0xFD;
    private static final int WORD = 0xFFFD;
    private static final long DWORD = 0xFFFF_FFFDL;

    /** Bits 6 and 7 of the gear are 0 in 2016; bit 7 of 2025 makes the gear invalid. */
    private static final int GEAR_MAX = 0x3F;

    static final Field[] VEHICLE_2016 = {
        one(Quantity.STATE, 1, 3),
        one(Quantity.CHARGE_STATE, 1, 4),
        one(Quantity.RUN_MODE, 1, 3),
        two(Quantity.SPEED_KMH, 10, 0, 2_200),
        four(Quantity.ODOMETER_KM, 10, 0, 9_999_999),
        two(Quantity.VOLTAGE_V, 10, 0, 10_000),
        two(Quantity.CURRENT_A, 10, 10_000, 20_000),
        one(Quantity.SOC_PERCENT, 0, 100),
        one(Quantity.DCDC_STATE, 1, 2),
        one(Quantity.GEAR, 0, GEAR_MAX),
        two(Quantity.INSULATION_KOHM, 1, 0, 60_000),
        one(Quantity.ACCELERATOR_PERCENT, 0, 100),
        one(Quantity.BRAKE_PERCENT, 0, 101)
    };

    static final Field[] VEHICLE_2025 = {
        one(Quantity.STATE, 1, 3),
        one(Quantity.CHARGE_STATE, 1, 4),
        one(Quantity.RUN_MODE, 1, 3),
        two(Quantity.SPEED_KMH, 10, 0, 5_000),
        four(Quantity.ODOMETER_KM, 10, 0, 9_999_999),
        two(Quantity.VOLTAGE_V, 10, 0, 60_000),
        two(Quantity.CURRENT_A, 10, 30_000, 60_000),
        one(Quantity.SOC_PERCENT, 0, 100),
        one(Quantity.DCDC_STATE, 1, 2),
        one(Quantity.GEAR, 0, GEAR_MAX),
        two(Quantity.INSULATION_KOHM, 1, 0, 60_000)
    };

    static final Field[] MOTOR_2016 = {
        one(Quantity.NUMBER, 1, 253),
        one(Quantity.STATE, 1, 4),
        celsius(Quantity.CONTROLLER_C, 250),
        two(Quantity.SPEED_RPM, 1, 20_000, 65_531),
        two(Quantity.TORQUE_NM, 10, 20_000, 65_531),
        celsius(Quantity.MOTOR_C, 250),
        two(Quantity.VOLTAGE_V, 10, 0, 60_000),
        two(Quantity.CURRENT_A, 10, 10_000, 20_000)
    };

    static final Field[] MOTOR_2025 = {
        one(Quantity.NUMBER, 1, 253),
        one(Quantity.STATE, 1, 4),
        celsius(Quantity.CONTROLLER_C, 250),
        two(Quantity.SPEED_RPM, 1, 32_000, 65_531),
        four(Quantity.TORQUE_NM, 10, 200_000, 400_000),
        celsius(Quantity.MOTOR_C, 250)
    };

    /** Before the list of probes. */
    static final Field[] FUEL_CELL_2016 = {
        two(Quantity.VOLTAGE_V, 10, 0, 20_000),
        two(Quantity.CURRENT_A, 10, 0, 20_000),
        two(Quantity.HYDROGEN_KG_PER_100_KM, 100, 0, 60_000)
    };

    static final Field FUEL_CELL_PROBE_C = celsius(Quantity.PROBE_C, 240);

    /** After the list of probes. */
    static final Field[] HYDROGEN_2016 = {
        two(Quantity.HYDROGEN_MAX_C, 10, 400, 2_400),
        one(Quantity.HYDROGEN_MAX_C_PROBE, 1, 252),
        two(Quantity.HYDROGEN_MAX_MG_PER_KG, 1, 0, 60_000),
        one(Quantity.HYDROGEN_MAX_CONTENT_SENSOR, 1, 252),
        two(Quantity.HYDROGEN_MAX_MPA, 10, 0, 1_000),
        one(Quantity.HYDROGEN_MAX_MPA_SENSOR, 1, 252),
        one(Quantity.DCDC_STATE, 1, 2)
    };

    static final Field[] FUEL_CELL_2025 = {
        two(Quantity.HYDROGEN_MAX_C, 1, 40, WORD),
        one(Quantity.HYDROGEN_MAX_C_PROBE, 1, 252),
        two(Quantity.HYDROGEN_MAX_VOLUME_PERCENT, 10_000, 0, WORD),
        one(Quantity.HYDROGEN_MAX_CONTENT_SENSOR, 1, 252),
        two(Quantity.HYDROGEN_MAX_MPA, 10, 0, WORD),
        one(Quantity.HYDROGEN_MAX_MPA_SENSOR, 1, 252),
        one(Quantity.DCDC_STATE, 1, 2),
        one(Quantity.HYDROGEN_LEFT_PERCENT, 0, 100),
        celsius(Quantity.CONTROLLER_C, 250)
    };

    static final Field[] ENGINE_2016 = {
        one(Quantity.STATE, 1, 2),
        two(Quantity.CRANK_RPM, 1, 0, 60_000),
        two(Quantity.FUEL_L_PER_100_KM, 100, 0, 60_000)
    };

    static final Field[] ENGINE_2025 = {two(Quantity.CRANK_RPM, 1, 0, 60_000)};

    static final Field FIX = one(Quantity.FIX, 0, BYTE);
    static final Field DATUM = one(Quantity.DATUM, 1, 3);
    static final Field LON_DEG = four(Quantity.LON_DEG, 1_000_000, 0, 180_000_000);
    static final Field LAT_DEG = four(Quantity.LAT_DEG, 1_000_000, 0, 90_000_000);

    static final Field[] EXTREMES_2016 = {
        one(Quantity.CELL_MAX_V_SUBSYSTEM, 1, 250),
        one(Quantity.CELL_MAX_V_CELL, 1, 250),
        two(Quantity.CELL_MAX_V, 1_000, 0, 15_000),
        one(Quantity.CELL_MIN_V_SUBSYSTEM, 1, 250),
        one(Quantity.CELL_MIN_V_CELL, 1, 250),
        two(Quantity.CELL_MIN_V, 1_000, 0, 15_000),
        one(Quantity.PROBE_MAX_C_SUBSYSTEM, 1, 250),
        one(Quantity.PROBE_MAX_C_PROBE, 1, 250),
        celsius(Quantity.PROBE_MAX_C, 250),
        one(Quantity.PROBE_MIN_C_SUBSYSTEM, 1, 250),
        one(Quantity.PROBE_MIN_C_PROBE, 1, 250),
        celsius(Quantity.PROBE_MIN_C, 250)
    };

    static final Field ALARM_LEVEL_2016 = one(Quantity.ALARM_LEVEL, 0, 3);
    static final Field ALARM_LEVEL_2025 = one(Quantity.ALARM_LEVEL, 0, 4);
    static final Field ALARM_FLAGS = four(Quantity.ALARM_FLAGS, 1, 0, DWORD);

    /** The vendor's codes, in the order of the four lists. */
    static final Field[] FAULTS = {
        four(Quantity.STORAGE_FAULT, 1, 0, DWORD),
        four(Quantity.MOTOR_FAULT, 1, 0, DWORD),
        four(Quantity.ENGINE_FAULT, 1, 0, DWORD),
        four(Quantity.OTHER_FAULT, 1, 0, DWORD)
    };

    static final Field[] FLAG_LEVEL_2025 = {one(Quantity.ALARM_FLAG, 0, 31), one(Quantity.ALARM_LEVEL, 0, 4)};

    static final Field[] SUBSYSTEM_2016 = {
        one(Quantity.NUMBER, 1, 250),
        two(Quantity.VOLTAGE_V, 10, 0, 10_000),
        two(Quantity.CURRENT_A, 10, 10_000, 20_000),
        two(Quantity.CELLS, 1, 0, 65_531),
        two(Quantity.FIRST_CELL, 1, 0, 65_531)
    };

    static final Field[] PACK_2025 = {
        one(Quantity.NUMBER, 1, 250),
        two(Quantity.VOLTAGE_V, 10, 0, 60_000),
        two(Quantity.CURRENT_A, 10, 30_000, 60_000)
    };

    static final Field CELL_V = two(Quantity.CELL_V, 1_000, 0, 60_000);
    static final Field[] PROBES = {one(Quantity.NUMBER, 1, 250)};
    static final Field PROBE_C = celsius(Quantity.PROBE_C, 250);

    static final Field[] STACK_2025 = {
        one(Quantity.NUMBER, 1, 250),
        two(Quantity.VOLTAGE_V, 10, 0, WORD),
        two(Quantity.CURRENT_A, 10, 0, WORD),
        two(Quantity.HYDROGEN_INLET_KPA, 10, 1_000, WORD),
        two(Quantity.AIR_INLET_KPA, 10, 1_000, WORD),
        celsius(Quantity.AIR_INLET_C, 250)
    };

    static final Field[] SUPERCAPACITOR_2025 = {
        one(Quantity.NUMBER, 1, 253), two(Quantity.VOLTAGE_V, 10, 0, WORD), two(Quantity.CURRENT_A, 10, 30_000, 60_000)
    };

    static final Field[] SUPERCAPACITOR_EXTREMES_2025 = {
        one(Quantity.CELL_MAX_V_SUBSYSTEM, 1, 253),
        two(Quantity.CELL_MAX_V_CELL, 1, 0, 65_531),
        two(Quantity.CELL_MAX_V, 1_000, 0, 60_000),
        one(Quantity.CELL_MIN_V_SUBSYSTEM, 1, 253),
        two(Quantity.CELL_MIN_V_CELL, 1, 0, 65_531),
        two(Quantity.CELL_MIN_V, 1_000, 0, 60_000),
        one(Quantity.PROBE_MAX_C_SUBSYSTEM, 1, 253),
        two(Quantity.PROBE_MAX_C_PROBE, 1, 0, 65_531),
        celsius(Quantity.PROBE_MAX_C, 250),
        one(Quantity.PROBE_MIN_C_SUBSYSTEM, 1, 253),
        two(Quantity.PROBE_MIN_C_PROBE, 1, 0, 65_531),
        celsius(Quantity.PROBE_MIN_C, 250)
    };

    private Tables() {}
}
