package org.twinloop.network.road;

/**
 * What driving a way takes out of the battery of a typical car: rolling and air resistance, stopping and starting, and
 * what runs beside the motor. For a single car and its state of charge the planner has that car's own figures.
 *
 * @param massKg with two people
 * @param rolling coefficient of rolling resistance
 * @param dragM2 drag coefficient × frontal area, m²
 * @param efficiency from battery to wheel, 0…1
 * @param recovered share of the energy of motion that braking brings back into the battery, 0…1
 * @param auxiliaryW lights, pumps, air conditioning at mild weather
 * @param stopEveryM metres between two stops on a road at 50 km/h or less; faster ones have none
 */
public record CarEnergy(
        double massKg,
        double rolling,
        double dragM2,
        double efficiency,
        double recovered,
        double auxiliaryW,
        double stopEveryM) {

    /** A compact electric car of 2020 to 2025: 115 to 150 Wh/km in town. */
    public static final CarEnergy COMPACT = new CarEnergy(1_650, 0.010, 0.65, 0.86, 0.55, 600, 400);

    private static final double GRAVITY = 9.81;
    private static final double AIR_KG_M3 = 1.2;
    private static final double J_PER_WH = 3600;
    private static final double MILLIS_PER_S = 1000;
    private static final double STOPPING_KMH_MAX = 50;
    private static final double KMH_PER_M_S = 3.6;

    /**
     * Watt hours of a way.
     *
     * @param slower how many times as long it takes as its travel times say, because of traffic, 1 or more
     */
    public double wh(RoadWay way, double slower) {
        double joule = 0;
        for (int place = 0; place < way.rows().length; place++) {
            double seconds = way.millis()[place] * slower / MILLIS_PER_S;
            double lengthM = way.lengthM(place);
            if (seconds > 0 && lengthM > 0) {
                int signedKmh = way.roads().speedKmh(way.rows()[place], way.forward()[place]);
                joule += joule(lengthM, seconds, signedKmh);
            }
        }
        return joule / J_PER_WH;
    }

    private double joule(double lengthM, double seconds, int signedKmh) {
        double speed = lengthM / seconds;
        double resisting = massKg * GRAVITY * rolling + AIR_KG_M3 / 2 * dragM2 * speed * speed;
        double stops = signedKmh <= STOPPING_KMH_MAX ? lengthM / stopEveryM : 0;
        double cruise = signedKmh / KMH_PER_M_S;
        double lost = stops * massKg / 2 * cruise * cruise * (1 / efficiency - recovered);
        return resisting * lengthM / efficiency + lost + auxiliaryW * seconds;
    }
}
