package org.twinloop.telematics;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The alarms a car raises at one moment, in the words of GB/T 32960.3 (general alarm flags); none means that all is
 * well.
 *
 * @param level of the gravest: 0 none, 1 may drive on, 2 drive with restrictions, 3 stop at once, 4 thermal event
 * @param signs what is wrong
 */
public record VehicleAlarm(int level, Set<Sign> signs) {

    /** One flag; the order is that of the bits, from 0 on. */
    public enum Sign {
        TEMPERATURE_DIFFERENCE(true),
        BATTERY_OVER_TEMPERATURE(true),
        PACK_OVER_VOLTAGE(true),
        PACK_UNDER_VOLTAGE(true),
        SOC_LOW(true),
        CELL_OVER_VOLTAGE(true),
        CELL_UNDER_VOLTAGE(true),
        SOC_HIGH(true),
        SOC_JUMP(true),
        STORAGE_MISMATCH(true),
        CELL_CONSISTENCY(true),
        INSULATION(true),
        DCDC_TEMPERATURE(false),
        BRAKE_SYSTEM(false),
        DCDC_STATE(false),
        MOTOR_CONTROLLER_TEMPERATURE(false),
        HIGH_VOLTAGE_INTERLOCK(false),
        MOTOR_TEMPERATURE(false),
        OVERCHARGE(true),
        MOTOR_OVER_SPEED(false),
        MOTOR_OVER_CURRENT(false),
        SUPERCAPACITOR_OVER_TEMPERATURE(false),
        SUPERCAPACITOR_OVER_VOLTAGE(false),
        THERMAL_EVENT(true),
        HYDROGEN_LEAK(false),
        HYDROGEN_PRESSURE(false),
        HYDROGEN_TEMPERATURE(false),
        STACK_OVER_TEMPERATURE(false);

        private final boolean ofBattery;

        Sign(boolean ofBattery) {
            this.ofBattery = ofBattery;
        }

        /** Whether it concerns the traction battery. */
        public boolean ofBattery() {
            return ofBattery;
        }
    }

    public VehicleAlarm {
        if (level < 0 || level > 4) {
            throw new IllegalArgumentException("level is " + level + "; allowed are 0…4");
        }
        signs = signs.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(signs));
    }

    /** @param flags the flags as bits; those beyond the last sign mean nothing */
    public static VehicleAlarm of(int level, long flags) {
        Set<Sign> signs = EnumSet.noneOf(Sign.class);
        for (Sign sign : Sign.values()) {
            if ((flags >>> sign.ordinal() & 1) == 1) {
                signs.add(sign);
            }
        }
        return new VehicleAlarm(level, signs);
    }

    /** As one number, as it is written into the history: the level, then 32 bits of flags. */
    public long word() {
        return (long) level << Integer.SIZE | flags();
    }

    /** Reads what {@link #word} says. */
    public static VehicleAlarm ofWord(long word) {
        return of((int) (word >>> Integer.SIZE), word & 0xffff_ffffL);
    }

    /** The flags as bits. */
    public long flags() {
        long flags = 0;
        for (Sign sign : signs) {
            flags |= 1L << sign.ordinal();
        }
        return flags;
    }

    public boolean concernsBattery() {
        return signs.stream().anyMatch(Sign::ofBattery);
    }
}
