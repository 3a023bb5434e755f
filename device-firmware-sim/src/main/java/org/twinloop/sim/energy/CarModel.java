package org.twinloop.sim.energy;

import java.util.List;
import java.util.Locale;

/**
 * What physics needs to know of a make of car. Typical values of the class, rounded; not a maker's data sheet.
 *
 * @param massKg with one and a half people on board
 * @param dragAreaM2 drag coefficient times frontal area
 * @param rolling coefficient of rolling resistance
 * @param powerW most the motor gives
 * @param acW most it takes from an AC pile
 * @param dcW most it takes from a DC pile
 */
public record CarModel(
        String key, double massKg, double dragAreaM2, double rolling, double powerW, double acW, double dcW) {
    private static final List<CarModel> KNOWN = List.of(
            new CarModel("EI5", 1_670, 0.69, 0.0100, 85_000, 6_600, 50_000),
            new CarModel("EV160", 1_410, 0.72, 0.0105, 53_000, 3_300, 25_000),
            new CarModel("EC", 1_180, 0.68, 0.0105, 30_000, 3_300, 20_000),
            new CarModel("ERX5", 1_830, 0.80, 0.0105, 85_000, 7_000, 50_000),
            new CarModel("E50", 1_190, 0.66, 0.0105, 47_000, 3_300, 20_000),
            new CarModel("ID.3", 1_900, 0.62, 0.0095, 125_000, 7_000, 100_000),
            new CarModel("ID.4", 2_250, 0.70, 0.0100, 150_000, 7_000, 100_000),
            new CarModel("E6", 2_050, 0.78, 0.0105, 90_000, 7_000, 60_000),
            new CarModel("QIN", 1_780, 0.65, 0.0098, 100_000, 7_000, 60_000),
            new CarModel("AION", 1_730, 0.60, 0.0095, 135_000, 7_000, 70_000),
            new CarModel("GL8", 2_400, 0.95, 0.0110, 150_000, 7_000, 70_000));

    /** The make whose key appears in the model's name, else a typical car that would carry such a battery. */
    public static CarModel of(String model, double batteryWh) {
        String name = model == null ? "" : model.toUpperCase(Locale.ROOT);
        return KNOWN.stream()
                .filter(known -> name.contains(known.key))
                .findFirst()
                .orElseGet(() -> typical(batteryWh));
    }

    private static CarModel typical(double batteryWh) {
        double kwh = batteryWh / 1000;
        double dcW = Math.max(20_000, Math.min(100_000, batteryWh * 1.2));
        return new CarModel("typical", 1_150 + 10 * kwh, 0.66, 0.0100, 40_000 + 1_000 * kwh, 7_000, dcW);
    }
}
