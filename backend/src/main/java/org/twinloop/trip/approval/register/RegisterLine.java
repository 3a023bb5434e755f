package org.twinloop.trip.approval.register;

import java.time.Instant;
import java.time.LocalDate;
import org.twinloop.trip.approval.PurposeCategory;

/** One line, well formed. {@code line} is its place in the file or batch, from 1. */
sealed interface RegisterLine {

    int line();

    /** @param purpose null when it is registered for none any more */
    record KeptCar(int line, String plate, PurposeCategory purpose, LocalDate from) implements RegisterLine {}

    record CarPower(int line, String operatorCode, String vehicleClass, Power power, LocalDate from)
            implements RegisterLine {}

    /**
     * What is null was not told.
     *
     * @param energyWh at the meter
     * @param startSocPercent when plugged in, {@code targetSocPercent} when it was to stop
     * @param fullAt when it stopped to charge, {@code leftAt} when the pile was free again
     */
    record ChargingOrder(
            int line,
            String orderNo,
            String unitCode,
            String plate,
            Instant startedAt,
            Instant endedAt,
            int energyWh,
            Double startSocPercent,
            Double targetSocPercent,
            Instant fullAt,
            Instant leftAt)
            implements RegisterLine {

        /** What is wrong about its times, in words; null when nothing is. */
        String wrongTimes() {
            if (!endedAt.isAfter(startedAt)) {
                return "ended_at after started_at";
            }
            boolean full = fullAt == null || !fullAt.isBefore(startedAt);
            boolean left = leftAt == null || fullAt != null && !leftAt.isBefore(fullAt);
            return full && left ? null : "full_at not before started_at, left_at not before full_at";
        }
    }

    /** What moves a car. */
    enum Power {
        ELECTRIC,
        /** Drives without petrol too and is charged at a pile; counts as a new-energy car. */
        PLUG_IN_HYBRID,
        PETROL;

        boolean isNewEnergy() {
            return this != PETROL;
        }
    }
}
