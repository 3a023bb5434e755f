package org.twinloop.sim.energy;

import java.util.List;

/**
 * A make of car: what its register says of it, and what physics needs besides. The register, which the service tells,
 * has the last word on battery, charging power and typical use; mass and shape are typical of the class, rounded, and
 * no maker's data sheet.
 *
 * @param body mass and shape
 * @param register what the service says
 * @param appetite share of the class's typical draw of the motor that this make takes, so that the town cycle costs
 *     what the register says
 */
public record CarModel(Body body, Register register, double appetite) {
    private static final double APPETITE_MIN = 0.6;
    private static final double APPETITE_MAX = 1.6;
    private static final List<Body> KNOWN = List.of(
            new Body("ROEWE-EI5", 1_680, 0.69, 0.0100),
            new Body("BAIC-EC180", 1_180, 0.66, 0.0105),
            new Body("CHERY-EQ1", 1_120, 0.62, 0.0105),
            new Body("BYD-E5", 1_960, 0.68, 0.0100),
            new Body("MAXUS-EUNIQ5", 1_950, 0.85, 0.0105));

    /**
     * A body on wheels.
     *
     * @param code the register's code of the model
     * @param massKg with one and a half people on board
     * @param dragAreaM2 drag coefficient times frontal area
     * @param rolling coefficient of rolling resistance
     */
    public record Body(String code, double massKg, double dragAreaM2, double rolling) {}

    /**
     * What the service's register of models says.
     *
     * @param code code of the model
     * @param batteryWh usable capacity
     * @param whPerKm typical use in mixed city driving
     * @param maxDcW most it takes from a DC pile
     * @param maxAcW most it takes from an AC pile
     */
    public record Register(String code, double batteryWh, double whPerKm, double maxDcW, double maxAcW) {
        public Register {
            if (!(batteryWh > 0) || !(whPerKm > 0) || !(maxDcW > 0) || !(maxAcW > 0)) {
                throw new IllegalArgumentException("model " + code + " with " + batteryWh + " Wh, " + whPerKm
                        + " Wh/km, " + maxDcW + " W DC, " + maxAcW + " W AC; all must be above 0");
            }
        }
    }

    /** The model of this register entry; a make that is not known gets a body that would carry such a battery. */
    public static CarModel of(Register register) {
        Body body = KNOWN.stream()
                .filter(known -> known.code().equals(register.code()))
                .findFirst()
                .orElseGet(() -> typical(register));
        CarModel plain = new CarModel(body, register, 1);
        double appetite = TownCycle.appetite(plain, register.whPerKm());
        return new CarModel(body, register, Math.max(APPETITE_MIN, Math.min(APPETITE_MAX, appetite)));
    }

    private static Body typical(Register register) {
        double kwh = register.batteryWh() / 1000;
        return new Body(register.code(), 1_150 + 10 * kwh, 0.66, 0.0100);
    }
}
