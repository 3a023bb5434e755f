package org.twinloop.trip.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.trip.planning.option.RejectedMode;

/**
 * What has become of an option since it was offered.
 *
 * @param possible whether one could still travel so
 * @param now as it would be offered now, under its old id; null when it is not possible
 * @param rejected why not; null when it is
 */
record OptionCheck(UUID optionId, boolean possible, List<Change> changes, PlanOption now, RejectedMode rejected) {

    /** What can have changed. */
    enum Aspect {
        DEPARTURE,
        DURATION_S,
        PRICE_FEN,
        HOLD_FEN,
        CO2_G,
        ARRIVAL_SOC_PERCENT,
        PILE,
        CHARGING_STOP,
        POLICY
    }

    /** One aspect, as text: a number, an instant, a name; null for none. */
    record Change(Aspect aspect, String before, String now) {}

    static OptionCheck gone(PlanOption before, RejectedMode why) {
        return new OptionCheck(before.id(), false, List.of(), null, why);
    }

    static OptionCheck of(PlanOption before, PlanOption found) {
        PlanOption now = found.inPlaceOf(before);
        List<Change> changes = new ArrayList<>();
        compare(changes, Aspect.DEPARTURE, before.departAt(), now.departAt());
        compare(changes, Aspect.DURATION_S, before.durationS(), now.durationS());
        compare(changes, Aspect.PRICE_FEN, before.priceFen(), now.priceFen());
        compare(changes, Aspect.HOLD_FEN, before.holdFen(), now.holdFen());
        compare(changes, Aspect.CO2_G, before.co2G(), now.co2G());
        compare(changes, Aspect.ARRIVAL_SOC_PERCENT, before.arrivalSocPercent(), now.arrivalSocPercent());
        compare(changes, Aspect.PILE, pile(before), pile(now));
        compare(changes, Aspect.CHARGING_STOP, stop(before), stop(now));
        compare(changes, Aspect.POLICY, outcome(before), outcome(now));
        return new OptionCheck(before.id(), true, List.copyOf(changes), now, null);
    }

    private static void compare(List<Change> changes, Aspect aspect, Object before, Object now) {
        if (!Objects.equals(before, now)) {
            changes.add(new Change(aspect, text(before), text(now)));
        }
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }

    private static String pile(PlanOption option) {
        return option.returnStop() == null || option.returnStop().pile() == null
                ? null
                : option.returnStop().pile().label();
    }

    private static String stop(PlanOption option) {
        return option.chargingStop() == null ? null : option.chargingStop().code();
    }

    private static Object outcome(PlanOption option) {
        return option.policy() == null ? null : option.policy().outcome();
    }
}
