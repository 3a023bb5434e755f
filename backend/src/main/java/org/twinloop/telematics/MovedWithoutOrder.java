package org.twinloop.telematics;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.twinloop.common.GeoPoint;

/**
 * A car whose calendar is ours left the place where it stood and nobody has an order for it. Cars that citizens rent
 * too move without orders of ours, so they are not looked at.
 *
 * <p>The accuracy of the fix counts in the car's favour; after a restart the first fix is taken as the place.
 */
final class MovedWithoutOrder implements StreamRule {

    private static final double STANDING_KMH_MAX = 3;

    private final Occurrences occurrences;
    private final double movedM;
    private final Duration standsAfter;
    private final Map<Integer, Standing> standings = new ConcurrentHashMap<>();

    MovedWithoutOrder(Occurrences occurrences, double movedM, Duration standsAfter) {
        this.occurrences = occurrences;
        this.movedM = movedM;
        this.standsAfter = standsAfter;
    }

    @Override
    public String name() {
        return "moved-without-order";
    }

    @Override
    public Uni<Void> reported(Car car, VehicleReport report) {
        if (!car.ours() || report.position() == null) {
            return NOTHING;
        }
        Standing standing = standings.computeIfAbsent(car.no(), no -> new Standing(movedM, standsAfter));
        return switch (standing.next(report)) {
            case SAME -> NOTHING;
            case STOPPED -> occurrences.end(name(), car, report.eventTime());
            case LEFT ->
                occurrences
                        .openUnlessOrdered(name(), car, report.eventTime(), facts(standing, report))
                        .onFailure()
                        .invoke(standing::askAgain);
        };
    }

    private static Map<String, Object> facts(Standing standing, VehicleReport report) {
        return Map.of(
                "fromLon", standing.place.lon(),
                "fromLat", standing.place.lat(),
                "lon", report.position().lon(),
                "lat", report.position().lat(),
                "distanceM", Math.round(standing.place.distanceM(report.position())));
    }

    /** Where a car stands, and whether it has left. */
    static final class Standing {

        enum Change {
            SAME,
            LEFT,
            STOPPED
        }

        private final double movedM;
        private final Duration standsAfter;
        private GeoPoint place;
        private GeoPoint halt;
        private Instant haltedAt;
        private Instant newest = Instant.MIN;
        private volatile boolean away;

        Standing(double movedM, Duration standsAfter) {
            this.movedM = movedM;
            this.standsAfter = standsAfter;
        }

        Change next(VehicleReport report) {
            if (!report.eventTime().isAfter(newest)) {
                return Change.SAME;
            }
            newest = report.eventTime();
            GeoPoint here = report.position();
            if (place == null) {
                place = here;
            }
            if (!away) {
                double accuracyM = report.accuracyM() == null ? 0 : report.accuracyM();
                away = place.distanceM(here) - accuracyM > movedM;
                return away ? Change.LEFT : Change.SAME;
            }
            return settle(report, here) ? Change.STOPPED : Change.SAME;
        }

        private boolean settle(VehicleReport report, GeoPoint here) {
            if (report.speedKmh() != null && report.speedKmh() > STANDING_KMH_MAX) {
                halt = null;
                return false;
            }
            if (halt == null || halt.distanceM(here) > movedM) {
                halt = here;
                haltedAt = report.eventTime();
            }
            if (Duration.between(haltedAt, report.eventTime()).compareTo(standsAfter) < 0) {
                return false;
            }
            place = halt;
            halt = null;
            away = false;
            return true;
        }

        private void askAgain() {
            away = false;
        }
    }
}
