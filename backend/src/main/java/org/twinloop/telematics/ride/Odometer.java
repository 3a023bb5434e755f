package org.twinloop.telematics.ride;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the odometer says of a ride.
 *
 * @param metres from the first reading to the last, below zero when it went back; null where it was told at most once
 */
record Odometer(Long metres, OdometerState state) {

    /** A reading may be as much older than its report, metres. */
    private static final double SLACK_M = 1_000;

    /** A sound odometer is not shorter than so much of the straight lines between positions. */
    private static final double NOISE = 0.85;

    private static final double SHORT_M = 500;

    /**
     * @param ride reports in the order of time
     * @param whole whether they were read to the end
     */
    static Odometer of(List<Reading> ride, Bounds bounds, boolean whole, RideConfig config) {
        List<Reading> told =
                ride.stream().filter(one -> one.odometerM() != null).toList();
        if (told.size() < 2) {
            return new Odometer(null, OdometerState.MISSING);
        }
        OdometerState state = OdometerState.SOUND;
        for (int i = 1; i < told.size(); i++) {
            Reading before = told.get(i - 1);
            Reading next = told.get(i);
            long rose = next.odometerM() - before.odometerM();
            double hours = Duration.between(before.at(), next.at()).toMillis() / 3.6e6;
            if (rose < 0) {
                state = OdometerState.WENT_BACK;
            } else if (rose > config.mostKmh() * 1000 * hours + SLACK_M && state == OdometerState.SOUND) {
                state = OdometerState.JUMPED;
            }
        }
        Reading first = told.get(0);
        Reading last = told.get(told.size() - 1);
        return new Odometer(last.odometerM() - first.odometerM(), state)
                .within(first.at(), last.at(), bounds, config.gap(), whole);
    }

    /**
     * The same; a part only, unless it was told within a gap of both ends.
     *
     * @param whole whether the reports were read to the end
     */
    private Odometer within(Instant first, Instant last, Bounds bounds, Duration gap, boolean whole) {
        boolean bothEnds = whole
                && Duration.between(bounds.from(), first).compareTo(gap) <= 0
                && Duration.between(last, bounds.to()).compareTo(gap) <= 0;
        return state == OdometerState.SOUND && !bothEnds ? new Odometer(metres, OdometerState.PARTIAL) : this;
    }

    /** The same, held against the positions. */
    Odometer beside(Long gpsM) {
        boolean isShort = state == OdometerState.SOUND && gpsM != null && metres < gpsM * NOISE - SHORT_M;
        return isShort ? new Odometer(metres, OdometerState.SHORT) : this;
    }
}
