package org.twinloop.telematics.ride;

import java.util.function.Predicate;

/** Which distance of a ride is believed; in this order, the first that holds. */
public enum DistanceRule {
    /** The odometer was told at both ends, neither went back nor jumped, and is not shorter than the positions. */
    ODOMETER_SOUND(Source.ODOMETER, known -> known.odometer().state() == OdometerState.SOUND),
    /** Positions reach both ends and enough of the way lies on known roads; their length follows the bends. */
    ROADS_COVER(
            Source.MATCHED,
            known -> known.whole() && known.matchedM() != null && known.coveredPercent() >= known.coveredMinPercent()),
    /** The straight lines from position to position, outliers left out: at least so far. */
    POSITIONS(Source.GPS, known -> known.gpsM() != null),
    /** Nobody knows. */
    NOTHING_KNOWN(null, known -> true);

    private final Source source;
    private final Predicate<Known> holds;

    DistanceRule(Source source, Predicate<Known> holds) {
        this.source = source;
        this.holds = holds;
    }

    /** Who says so. */
    public enum Source {
        ODOMETER,
        MATCHED,
        GPS
    }

    /**
     * What there is to choose from.
     *
     * @param whole whether the positions reach from the begin to the end
     */
    record Known(
            Odometer odometer,
            Long gpsM,
            boolean whole,
            Long matchedM,
            double coveredPercent,
            double coveredMinPercent) {}

    /** Whom it believes; null for nobody. */
    public Source source() {
        return source;
    }

    static DistanceRule of(Known known) {
        for (DistanceRule rule : values()) {
            if (rule.holds.test(known)) {
                return rule;
            }
        }
        throw new IllegalStateException("the last rule always holds");
    }
}
