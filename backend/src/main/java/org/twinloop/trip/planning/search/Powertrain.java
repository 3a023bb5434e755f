package org.twinloop.trip.planning.search;

/**
 * Battery, charger and consumption of a model.
 *
 * @param batteryWh usable capacity, more than 0
 * @param maxDcW most it takes from a DC plug, 0 where it has no such inlet
 * @param maxAcW most it takes from an AC plug
 */
public record Powertrain(double batteryWh, int maxDcW, int maxAcW, Consumption consumption, Taper taper) {
    public Powertrain {
        if (!(batteryWh > 0)) {
            throw new IllegalArgumentException("batteryWh " + batteryWh);
        }
    }

    /** Points of charge that so much energy makes. */
    public double percent(double wh) {
        return wh / batteryWh * 100;
    }

    /** Watts at a plug of so many watts; 0 where the two do not fit. */
    public int powerW(boolean direct, int plugW) {
        return Math.min(plugW, direct ? maxDcW : maxAcW);
    }
}
