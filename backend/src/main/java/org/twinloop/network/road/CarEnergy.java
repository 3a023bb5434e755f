package org.twinloop.network.road;

/**
 * What driving takes out of the battery of a typical car in mild weather, by the formula that plans reckon with
 * ({@code trip.planning.search.Consumption}, which this package may not see; a test holds the two together): rolling
 * and air resistance, stopping and starting, and what runs beside the motor. For a single car, its state of charge and
 * the weather the planner has that car's own figures.
 *
 * @param whPerKm in town, at a mean of 30 km/h
 * @param massKg with two people
 * @param rolling coefficient of rolling resistance
 * @param dragM2 drag coefficient × frontal area, m²
 * @param efficiency from battery to wheel, 0…1
 * @param recovered share of the energy of motion that braking brings back into the battery, 0…1
 * @param auxiliaryW lights, pumps, screens
 * @param stopEveryM metres between two stops in town
 */
public record CarEnergy(
        double whPerKm,
        double massKg,
        double rolling,
        double dragM2,
        double efficiency,
        double recovered,
        double auxiliaryW,
        double stopEveryM) {

    /** A compact electric car of 2020 to 2025. */
    public static final CarEnergy COMPACT = new CarEnergy(125, 1_650, 0.010, 0.65, 0.86, 0.55, 600, 400);

    private static final double GRAVITY = 9.81;
    private static final double AIR_KG_M3 = 1.2;
    private static final double CITY_M_S = 30 / 3.6;
    /** Cars that move at so many m/s on the whole were standing part of the time; this much faster while they moved. */
    private static final double MOVING = 1.6;

    private static final double CRUISE_MAX_M_S = 50 / 3.6;
    /** From this mean speed on, m/s, a road has no stops. */
    private static final double FLOWING_M_S = 25;

    /** Watt hours for so many metres in so many seconds, 1 or more. */
    public double wh(double metres, double seconds) {
        return whPerKm * joule(metres, seconds) / joule(1000, 1000 / CITY_M_S);
    }

    private double joule(double metres, double seconds) {
        double speed = metres / Math.max(1, seconds);
        double resisting = (massKg * GRAVITY * rolling + AIR_KG_M3 / 2 * dragM2 * speed * speed) / efficiency;
        double cruise = Math.min(MOVING * speed, CRUISE_MAX_M_S);
        double stops = Math.max(0, 1 - speed / FLOWING_M_S) / stopEveryM;
        double stopping = stops * massKg / 2 * cruise * cruise * (1 / efficiency - recovered);
        return (resisting + stopping) * metres + auxiliaryW * seconds;
    }
}
