package org.twinloop.trip.planning.search;

import org.twinloop.network.energy.Consumption;

/**
 * Battery, charger and consumption of a model.
 *
 * @param batteryWh usable capacity, more than 0
 * @param maxDcW most it takes from a DC plug, 0 where it has no such inlet
 * @param maxAcW most it takes from an AC plug
 * @param band how far drives differ from what is expected
 */
public record Powertrain(double batteryWh, int maxDcW, int maxAcW, Consumption consumption, Taper taper, Band band) {
    /**
     * How far the energy of drives differs from what is expected.
     *
     * @param morePercent a drive may take this much more, and still leaves the reserve
     * @param lessPercent or this much less
     */
    public record Band(double morePercent, double lessPercent) {
        public Band {
            if (!(morePercent >= 0) || !(lessPercent >= 0 && lessPercent <= 100)) {
                throw new IllegalArgumentException(morePercent + " % more, " + lessPercent + " % less");
            }
        }

        /** What to reckon with where so much is expected. */
        public double most(double expected) {
            return expected * (1 + morePercent / 100);
        }

        public double least(double expected) {
            return expected * (1 - lessPercent / 100);
        }
    }

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
