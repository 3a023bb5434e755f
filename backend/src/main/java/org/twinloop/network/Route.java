package org.twinloop.network;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.energy.Consumption;

/**
 * A way by car, on foot or by bike.
 *
 * @param distanceM metres along the way
 * @param geometry from start to end, WGS-84
 * @param edgeIds roads used, in order; empty where the way is estimated
 * @param instructions road by road
 * @param estimated true where no network was searched: straight line with a detour factor
 * @param metricVersion version of the travel times used
 * @param metricAsOf the moment whose traffic they show
 */
public record Route(
        double distanceM,
        Duration duration,
        List<GeoPoint> geometry,
        List<Integer> edgeIds,
        List<Instruction> instructions,
        boolean estimated,
        long metricVersion,
        Instant metricAsOf) {

    /**
     * What a typical compact electric car takes for it, Wh; of a way by car.
     *
     * @param celsius outside
     */
    double energyWh(double celsius) {
        return Consumption.TYPICAL.wh(distanceM, duration.toSeconds(), celsius);
    }

    /** What to do and which road to follow, as one says it, with the metres along it. */
    public record Instruction(String zh, String en, double distanceM) {}
}
