package org.twinloop.trip.planning;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.twinloop.trip.planning.option.PlanOption;
import org.twinloop.trip.planning.option.PlanOption.Label;
import org.twinloop.trip.planning.option.PlannedOption;

/**
 * Why one would take an option: what it is best at, and how it compares with the quickest, in the units options are
 * shown in.
 */
record OptionWords(String zh, String en) {
    static OptionWords of(PlanOption option, List<Label> earned, List<PlannedOption> among) {
        List<String> zh = new ArrayList<>();
        List<String> en = new ArrayList<>();
        if (earned.contains(Label.FASTEST)) {
            zh.add("用时最短");
            en.add("quickest");
        }
        if (earned.contains(Label.CHEAPEST)) {
            zh.add("费用最低");
            en.add("cheapest");
        }
        if (earned.contains(Label.GREENEST)) {
            zh.add("碳排放最低");
            en.add("greenest");
        }
        among.stream()
                .map(PlannedOption::option)
                .filter(other -> !other.guessed())
                .min(Comparator.comparingInt(PlanOption::durationS))
                .filter(quickest -> !earned.contains(Label.FASTEST))
                .ifPresent(quickest -> compare(option, quickest, zh, en));
        if (option.chargingStop() != null) {
            zh.add("途中在" + option.chargingStop().nameZh() + "充电");
            en.add("with a charging stop");
        }
        return new OptionWords(String.join("，", zh), String.join(", ", en));
    }

    /** To 10 g, as an option is shown, so that the difference is that of the two figures. */
    private static BigDecimal kilograms(int grams) {
        return BigDecimal.valueOf(grams, 3).setScale(2, RoundingMode.HALF_UP);
    }

    private static void compare(PlanOption option, PlanOption quickest, List<String> zh, List<String> en) {
        int minutes = option.durationMinutes() - quickest.durationMinutes();
        if (minutes != 0) {
            zh.add("比最快的" + (minutes > 0 ? "慢" : "快") + Math.abs(minutes) + "分钟");
            en.add(Math.abs(minutes) + " min " + (minutes > 0 ? "slower" : "quicker"));
        }
        long fen = option.priceFen() - quickest.priceFen();
        if (fen != 0) {
            String yuan = String.format(Locale.ROOT, "%.2f", Math.abs(fen) / 100.0);
            zh.add((fen < 0 ? "省" : "贵") + yuan + "元");
            en.add("¥" + yuan + (fen < 0 ? " less" : " more"));
        }
        BigDecimal kg = kilograms(option.co2G()).subtract(kilograms(quickest.co2G()));
        if (kg.signum() != 0) {
            zh.add((kg.signum() < 0 ? "少" : "多") + "排" + kg.abs() + "千克碳");
            en.add(kg.abs() + " kg CO2 " + (kg.signum() < 0 ? "less" : "more"));
        }
    }
}
