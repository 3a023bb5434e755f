package org.twinloop.sim.energy;

import org.twinloop.sim.time.Dice;

/**
 * How somebody drives.
 *
 * @param accelerationMs2 how hard from a standstill
 * @param brakingMs2 how hard before a stop
 * @param speedFactor share of the flowing speed that is driven
 * @param regeneration share of braking done by the motor rather than the discs
 * @param comfort how much heating and cooling is used
 */
public record DriverStyle(
        double accelerationMs2, double brakingMs2, double speedFactor, double regeneration, double comfort) {
    /** Neither gentle nor hasty. */
    public static final DriverStyle AVERAGE = new DriverStyle(1.4, 1.8, 1.0, 0.75, 1.0);

    public static DriverStyle of(Dice dice) {
        double haste = dice.between(0, 1);
        return new DriverStyle(
                1.0 + 1.1 * haste, 1.3 + 1.2 * haste, 0.93 + 0.14 * haste, 0.85 - 0.25 * haste, dice.between(0.7, 1.3));
    }
}
