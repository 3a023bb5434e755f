package org.twinloop.sim.pile;

/** A vehicle seen from the plug. */
public interface Chargeable {
    String vin();

    /** Power it takes now from a connector that offers this much, 0 when full. */
    double acceptanceW(double offeredW, boolean directCurrent);

    /** Takes energy into the battery; answers how much of it there was room for, Wh. */
    double charge(double powerW, double seconds);

    /** Current began or ceased to flow. */
    void chargingChanged(boolean charging);
}
