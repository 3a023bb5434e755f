package org.twinloop.supervision.ride;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.twinloop.supervision.ride.RideFacts.Expected;
import org.twinloop.supervision.ride.RideFacts.Told;
import org.twinloop.supervision.rule.PostTripRule.Verdict;

/**
 * ENERGY: the ride took far more, or far less, than the model is expected to take for its kilometres, time and weather.
 * Source: 单车核算, 机关事务管理条例 (2012) article 26; 公共机构节能条例 article 34.
 */
record EnergyOutlier(RideLimits limits) implements RideRule {
    private static final double M_PER_KM = 1_000;
    private static final double PERCENT = 100;

    @Override
    public String id() {
        return "ENERGY";
    }

    @Override
    public String version() {
        return "1";
    }

    /** Kilometres of the odometer; a charge on the way hides what the ride took. */
    @Override
    public Verdict look(RideFacts ride) {
        List<Told> told = ride.told().stream()
                .filter(one -> one.socPercent() != null && one.odometerM() != null)
                .toList();
        if (told.size() < 2 || ride.car().isEmpty()) {
            return Verdict.unknown(ride.car().isEmpty() ? "model" : "socPercent, odometerM");
        }
        Told first = told.get(0);
        Told last = told.get(told.size() - 1);
        double km = (last.odometerM() - first.odometerM()) / M_PER_KM;
        if (km < limits.energyKmMin()) {
            return Verdict.unknown("km: at least " + limits.energyKmMin());
        }
        Expected car = ride.car().get();
        if (ride.told().stream().anyMatch(Told::isPlugged) || car.percent().isEmpty()) {
            return Verdict.unknown(car.percent().isEmpty() ? "expected" : "energy charged on the way");
        }
        double took = first.socPercent() - last.socPercent();
        double ratio = took / car.percent().getAsDouble();
        return ratio > limits.energyMore() || ratio < limits.energyLess() ? noticed(km, took, car) : Verdict.PASS;
    }

    private Verdict noticed(double km, double took, Expected car) {
        double whPerKm = took / PERCENT * car.batteryWh() / km;
        double expected = car.percent().orElseThrow() / PERCENT * car.batteryWh() / km;
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("km", km);
        inputs.put("tookPercent", took);
        inputs.put("whPerKm", Math.round(whPerKm));
        inputs.put("expectedWhPerKm", Math.round(expected));
        inputs.put("energyMore", limits.energyMore());
        inputs.put("energyLess", limits.energyLess());
        return Verdict.noticed(
                inputs,
                String.format(
                        Locale.ROOT,
                        "%.1f 公里耗电 %.2f kWh/km，该车型预计 %.2f kWh/km，请说明。",
                        km,
                        whPerKm / M_PER_KM,
                        expected / M_PER_KM),
                String.format(
                        Locale.ROOT,
                        "%.1f km took %.2f kWh/km where %.2f are expected of the model; please explain.",
                        km,
                        whPerKm / M_PER_KM,
                        expected / M_PER_KM));
    }
}
