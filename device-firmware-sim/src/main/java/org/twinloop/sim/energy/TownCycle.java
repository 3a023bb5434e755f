package org.twinloop.sim.energy;

import org.twinloop.sim.energy.Drivetrain.Moment;

/**
 * A made-up round through the city on which makes of car are compared: streets with stops, a main road, a stretch of
 * elevated road, an average driver, 20 °C and no wind.
 */
final class TownCycle {
    private static final double TEMPERATURE_C = 20;
    private static final double SOC_PERCENT = 60;
    /** Speed to reach in km/h, seconds to hold it, seconds to stand afterwards. */
    private static final int[][] LEGS = {
        {30, 20, 15}, {45, 40, 25}, {50, 50, 20}, {40, 30, 30}, {60, 90, 20}, {75, 120, 5}
    };

    private TownCycle() {}

    /**
     * What one round took.
     *
     * @param drawnWh by the motor from the battery
     * @param returnedWh by braking to the battery
     * @param auxiliaryWh by all else that is switched on
     */
    record Round(double drawnWh, double returnedWh, double auxiliaryWh, double km) {}

    /** The appetite with which this model's round costs so much. */
    static double appetite(CarModel plain, double whPerKm) {
        Round round = drive(plain);
        return (whPerKm * round.km() - round.auxiliaryWh() + round.returnedWh()) / round.drawnWh();
    }

    static Round drive(CarModel model) {
        double drawnWh = 0;
        double returnedWh = 0;
        double auxiliaryWh = 0;
        double metres = 0;
        double speedMs = 0;
        for (int[] leg : LEGS) {
            double targetMs = leg[0] / 3.6;
            int rise = (int) Math.ceil(targetMs / DriverStyle.AVERAGE.accelerationMs2());
            int fall = (int) Math.ceil(targetMs / DriverStyle.AVERAGE.brakingMs2());
            for (int second = 0; second < rise + leg[1] + fall + leg[2]; second++) {
                double next = second < rise
                        ? targetMs * (second + 1) / rise
                        : second < rise + leg[1]
                                ? targetMs
                                : Math.max(0, targetMs * (1 - (second + 1.0 - rise - leg[1]) / fall));
                double mean = (speedMs + next) / 2;
                Moment now = new Moment(mean, next - speedMs, 0, TEMPERATURE_C, SOC_PERCENT);
                double motorW = Drivetrain.motorW(model, DriverStyle.AVERAGE, now);
                drawnWh += Math.max(0, motorW) / 3600;
                returnedWh += Math.max(0, -motorW) / 3600;
                auxiliaryWh += Drivetrain.auxiliaryW(DriverStyle.AVERAGE, TEMPERATURE_C) / 3600;
                metres += mean;
                speedMs = next;
            }
        }
        return new Round(drawnWh, returnedWh, auxiliaryWh, metres / 1000);
    }
}
