package org.twinloop.trip.planning.energy;

/**
 * One drive as its car told it.
 *
 * @param metres by the odometer, more than 0
 * @param seconds from setting off to standing, short halts included, more than 0
 * @param celsius outside, as the planner would have reckoned
 * @param usedWh what the charge fell by
 */
public record DriveSample(double metres, double seconds, double celsius, double usedWh) {
    public DriveSample {
        if (!(metres > 0) || !(seconds > 0)) {
            throw new IllegalArgumentException(metres + " m in " + seconds + " s");
        }
    }
}
