package org.twinloop.sim.energy;

/** Power drawn from the battery at one moment of driving. */
public final class Drivetrain {
    private static final double GRAVITY = 9.81;
    private static final double ROTATING_MASS = 1.05;
    private static final double EFFICIENCY = 0.88;
    private static final double REGEN_EFFICIENCY = 0.72;
    private static final double REGEN_MAX_W = 45_000;
    private static final double REGEN_FADE_MS = 4;
    private static final double AUXILIARY_W = 320;
    private static final double COMFORT_C = 21;
    private static final double HEATING_W_PER_K = 90;
    private static final double COOLING_W_PER_K = 110;
    private static final double HVAC_MAX_W = 3_500;

    private Drivetrain() {}

    /**
     * One moment of driving.
     *
     * @param speedMs mean speed
     * @param accelerationMs2 change of speed, negative when braking
     * @param headwindMs wind against the car
     * @param temperatureC outside
     * @param socPercent a full battery cannot take what braking gives
     */
    public record Moment(
            double speedMs, double accelerationMs2, double headwindMs, double temperatureC, double socPercent) {}

    /** Power from the battery; negative while it is fed by braking. */
    public static double powerW(CarModel model, DriverStyle style, Moment now) {
        return motorW(model, style, now) + auxiliaryW(style, now.temperatureC());
    }

    /** The motor's share of it. */
    static double motorW(CarModel model, DriverStyle style, Moment now) {
        double wheelW = wheelForceN(model.body(), now) * now.speedMs();
        if (wheelW >= 0) {
            return wheelW / EFFICIENCY * model.appetite();
        }
        double fade = Math.min(1, now.speedMs() / REGEN_FADE_MS) * (now.socPercent() > 95 ? 0.2 : 1);
        return -Math.min(-wheelW * style.regeneration(), REGEN_MAX_W) * REGEN_EFFICIENCY * fade;
    }

    /** What the car uses while it is switched on, whether or not it moves. */
    public static double auxiliaryW(DriverStyle style, double temperatureC) {
        double away = temperatureC - COMFORT_C;
        double hvac = away < 0 ? -away * HEATING_W_PER_K : Math.max(0, away - 2) * COOLING_W_PER_K;
        return AUXILIARY_W + Math.min(HVAC_MAX_W, hvac * style.comfort());
    }

    private static double wheelForceN(CarModel.Body body, Moment now) {
        double airDensity = 353 / (273.15 + now.temperatureC());
        double airMs = now.speedMs() + now.headwindMs();
        double drag = 0.5 * airDensity * body.dragAreaM2() * airMs * Math.abs(airMs);
        double rolling = now.speedMs() > 0.1 ? body.massKg() * GRAVITY * body.rolling() : 0;
        return drag + rolling + body.massKg() * ROTATING_MASS * now.accelerationMs2();
    }
}
