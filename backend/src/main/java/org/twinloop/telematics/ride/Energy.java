package org.twinloop.telematics.ride;

import java.util.List;

/**
 * Energy by state of charge and the capacity of the model when new; null where the car told no state of charge.
 *
 * @param usedWh out of the battery: what the charge fell by, with what was charged on the way
 * @param chargedWh what it rose by while plugged in
 */
public record Energy(Double socFrom, Double socTo, Long usedWh, Long chargedWh) {

    static Energy of(List<Reading> ride, int batteryWh) {
        List<Reading> told =
                ride.stream().filter(one -> one.socPercent() != null).toList();
        if (told.isEmpty()) {
            return new Energy(null, null, null, null);
        }
        double charged = 0;
        for (int i = 1; i < told.size(); i++) {
            Reading before = told.get(i - 1);
            Reading next = told.get(i);
            boolean plugged = Boolean.TRUE.equals(before.plugged()) || Boolean.TRUE.equals(next.plugged());
            charged += plugged ? Math.max(0, next.socPercent() - before.socPercent()) : 0;
        }
        double from = told.get(0).socPercent();
        double to = told.get(told.size() - 1).socPercent();
        double used = Math.max(0, from - to + charged);
        return new Energy(from, to, Math.round(used * batteryWh / 100), Math.round(charged * batteryWh / 100));
    }
}
