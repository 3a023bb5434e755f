package org.twinloop.trip.approval.register;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.trip.approval.PurposeCategory;

/** What is on record at one moment about cars, for policy; what is not on record is empty. */
public record PolicyRegister(List<Kept> kept, List<Powered> powered) {
    /** Nothing is on record. */
    public static final PolicyRegister EMPTY = new PolicyRegister(List.of(), List.of());

    public PolicyRegister {
        kept = List.copyOf(kept);
        powered = List.copyOf(powered);
    }

    /** From a day on; {@code purpose} null for none any more. */
    public record Kept(UUID vehicleId, LocalDate from, PurposeCategory purpose) {}

    /** From a day on. */
    public record Powered(UUID operatorId, String vehicleClass, LocalDate from, boolean newEnergy) {}

    /** The one purpose a kept car is registered for on a day (PR-24). */
    public Optional<PurposeCategory> keptFor(UUID vehicleId, LocalDate day) {
        return kept.stream()
                .filter(one -> one.vehicleId().equals(vehicleId) && !one.from().isAfter(day))
                .max(Comparator.comparing(Kept::from))
                .map(Kept::purpose);
    }

    /** Whether what a car service sends of a class runs on electricity on a day (PR-35). */
    public Optional<Boolean> newEnergy(UUID operatorId, String vehicleClass, LocalDate day) {
        return powered.stream()
                .filter(one -> one.operatorId().equals(operatorId)
                        && Objects.equals(one.vehicleClass(), vehicleClass)
                        && !one.from().isAfter(day))
                .max(Comparator.comparing(Powered::from))
                .map(Powered::newEnergy);
    }
}
