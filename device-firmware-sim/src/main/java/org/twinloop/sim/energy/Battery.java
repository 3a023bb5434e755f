package org.twinloop.sim.energy;

/** A traction battery: what it holds, what it loses inside, how fast it lets itself be charged. */
public final class Battery {
    private static final double TAPER_FROM = 0.80;
    private static final double TAPER_TO = 0.08;
    /** Loss at a discharge of one capacity an hour, as share of the power. */
    private static final double LOSS_AT_1C = 0.035;

    private final double capacityWh;
    private double storedWh;

    public Battery(double capacityWh, double socPercent) {
        if (!(capacityWh > 0)) {
            throw new IllegalArgumentException("batteryWh " + capacityWh + "; must be above 0");
        }
        this.capacityWh = capacityWh;
        set(socPercent);
    }

    public void set(double socPercent) {
        if (!(socPercent >= 0 && socPercent <= 100)) {
            throw new IllegalArgumentException("socPercent " + socPercent + "; must be 0..100");
        }
        storedWh = capacityWh * socPercent / 100;
    }

    public double socPercent() {
        return storedWh / capacityWh * 100;
    }

    public boolean empty() {
        return storedWh <= 0;
    }

    public boolean full() {
        return storedWh >= capacityWh;
    }

    /** Draws (or, with negative power, feeds back) for some seconds, with the loss inside the cells. */
    public void draw(double powerW, double seconds, double temperatureC) {
        double cold = 1 + Math.max(0, 15 - temperatureC) * 0.03;
        double lossW = powerW * powerW / capacityWh * LOSS_AT_1C * cold;
        double wh = (powerW + lossW) * seconds / 3600;
        storedWh = Math.max(0, Math.min(capacityWh, storedWh - wh));
    }

    /** Most power it takes now from a pile: constant, then falling from 80 % on; a cold battery takes less. */
    public double acceptanceW(double limitW, double temperatureC) {
        if (full()) {
            return 0;
        }
        double soc = storedWh / capacityWh;
        double taper = soc <= TAPER_FROM ? 1 : 1 - (1 - TAPER_TO) * (soc - TAPER_FROM) / (1 - TAPER_FROM);
        double cold = Math.max(0.5, Math.min(1, 1 - (10 - temperatureC) * 0.025));
        return limitW * taper * cold;
    }

    /** Takes energy in; answers what of it there was room for, Wh. */
    public double charge(double powerW, double seconds) {
        double takenWh = Math.min(capacityWh - storedWh, powerW * seconds / 3600);
        storedWh += takenWh;
        return takenWh;
    }
}
