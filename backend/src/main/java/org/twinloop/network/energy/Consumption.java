package org.twinloop.network.energy;

/**
 * What driving takes out of the battery of a car: rolling, air, stopping and starting, and what runs beside the motor,
 * which grows away from mild weather. The shape is physics; its height is set so that the mean speed of a city,
 * 30 km/h, in mild weather takes what the model is known for.
 */
public final class Consumption {
    private static final double GRAVITY = 9.81;
    private static final double AIR_KG_M3 = 1.2;
    private static final double J_PER_WH = 3600;
    private static final double CITY_M_S = 30 / 3.6;
    /** What a model is known for is known in this weather. */
    public static final double MILD_CELSIUS = 20;
    /** Cars that move at so many m/s on the whole were standing part of the time; this much faster while they moved. */
    private static final double MOVING = 1.6;

    private static final double CRUISE_MAX_M_S = 50 / 3.6;
    /** From this mean speed on, m/s, a road has no stops. */
    private static final double FLOWING_M_S = 25;

    private static final int TRIED_M_S = 45;

    /** A compact electric car of 2020 to 2025, in any weather; for ways of which no model is known. */
    public static final Consumption TYPICAL =
            of(125, new Traits(1_650, 0.010, 0.65, 0.86, 0.55, 400), new Climate(600, 90, 60, 18, 25));

    private final Traits traits;
    private final Climate climate;
    private final double scale;
    private final Factors factors;

    private Consumption(Traits traits, Climate climate, double scale, Factors factors) {
        this.traits = traits;
        this.climate = climate;
        this.scale = scale;
        this.factors = factors;
    }

    /**
     * The body of a model.
     *
     * @param massKg with two people, 500…5,000
     * @param rolling coefficient of rolling resistance, 0.005…0.02
     * @param dragM2 drag coefficient × frontal area, m², 0.3…2
     * @param efficiency from battery to wheel, 0.5…1
     * @param recovered share of the energy of motion that braking brings back, 0…0.9
     * @param stopEveryM metres between two stops in town, 100…2,000
     */
    public record Traits(
            double massKg, double rolling, double dragM2, double efficiency, double recovered, double stopEveryM) {
        public Traits {
            within("massKg", massKg, 500, 5_000);
            within("rolling", rolling, 0.005, 0.02);
            within("dragM2", dragM2, 0.3, 2);
            within("efficiency", efficiency, 0.5, 1);
            within("recovered", recovered, 0, 0.9);
            within("stopEveryM", stopEveryM, 100, 2_000);
        }
    }

    /**
     * What runs beside the motor.
     *
     * @param auxiliaryW lights, pumps, screens in mild weather, 0…5,000
     * @param heatingWPerK for each degree below {@code mildFrom}, 0…500
     * @param coolingWPerK for each degree above {@code mildTo}, 0…500
     */
    public record Climate(double auxiliaryW, double heatingWPerK, double coolingWPerK, double mildFrom, double mildTo) {
        public Climate {
            within("auxiliaryW", auxiliaryW, 0, 5_000);
            within("heatingWPerK", heatingWPerK, 0, 500);
            within("coolingWPerK", coolingWPerK, 0, 500);
            if (mildFrom > mildTo) {
                throw new IllegalArgumentException("mild weather from " + mildFrom + " to " + mildTo);
            }
        }

        double watts(double celsius, Factors factors) {
            return factors.auxiliary * auxiliaryW
                    + factors.heating * heatingWPerK * Math.max(0, mildFrom - celsius)
                    + factors.cooling * coolingWPerK * Math.max(0, celsius - mildTo);
        }
    }

    /**
     * How many times as much each part of the consumption is as the model is known for; 1 leaves it as it is, 0 leaves
     * it out.
     */
    public record Factors(
            double rolling, double air, double stopping, double auxiliary, double heating, double cooling) {
        /** As the model is known for. */
        public static final Factors ONE = new Factors(1, 1, 1, 1, 1, 1);

        /** How many there are. */
        public static final int COUNT = 6;

        public Factors {
            for (double factor : new double[] {rolling, air, stopping, auxiliary, heating, cooling}) {
                within("factor", factor, 0, 10);
            }
        }

        /** In the order of the components. */
        public static Factors of(double[] values) {
            return new Factors(values[0], values[1], values[2], values[3], values[4], values[5]);
        }

        /** One part alone. */
        public static Factors only(int part) {
            double[] values = new double[COUNT];
            values[part] = 1;
            return of(values);
        }
    }

    /**
     * The consumption of a model.
     *
     * @param whPerKm what it takes in town in mild weather, more than 0
     * @throws IllegalArgumentException for traits under which a longer way in the same time would take less
     */
    public static Consumption of(double whPerKm, Traits traits, Climate climate) {
        if (!(whPerKm > 0)) {
            throw new IllegalArgumentException("whPerKm " + whPerKm);
        }
        Consumption plain = new Consumption(traits, climate, 1, Factors.ONE);
        double scale = whPerKm / plain.wh(1000, 1000 / CITY_M_S, MILD_CELSIUS);
        Consumption made = new Consumption(traits, climate, scale, Factors.ONE);
        if (!made.grows()) {
            throw new IllegalArgumentException("a longer way in the same time would take less: " + traits);
        }
        return made;
    }

    /** The same with other factors. */
    public Consumption with(Factors others) {
        return new Consumption(traits, climate, scale, others);
    }

    /** Whether a longer way in the same time takes more at all speeds, which the search relies on. */
    public boolean grows() {
        for (int speed = 1; speed < TRIED_M_S; speed++) {
            if (wh(speed + 1, 1, MILD_CELSIUS) < wh(speed, 1, MILD_CELSIUS)) {
                return false;
            }
        }
        return true;
    }

    /** Watt hours for so many metres in so many seconds, 1 or more. */
    public double wh(double metres, double seconds, double celsius) {
        double speed = metres / Math.max(1, seconds);
        double resisting = (factors.rolling * traits.massKg * GRAVITY * traits.rolling
                        + factors.air * AIR_KG_M3 / 2 * traits.dragM2 * speed * speed)
                / traits.efficiency;
        double cruise = Math.min(MOVING * speed, CRUISE_MAX_M_S);
        double stops = factors.stopping * Math.max(0, 1 - speed / FLOWING_M_S) / traits.stopEveryM;
        double stopping = stops * traits.massKg / 2 * cruise * cruise * (1 / traits.efficiency - traits.recovered);
        return scale * ((resisting + stopping) * metres + climate.watts(celsius, factors) * seconds) / J_PER_WH;
    }

    private static void within(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + " " + value + " is not within " + least + "…" + most);
        }
    }
}
