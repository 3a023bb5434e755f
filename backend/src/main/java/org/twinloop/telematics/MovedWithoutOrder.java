package org.twinloop.telematics;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.twinloop.common.GeoPoint;

/**
 * A car whose calendar is ours left the place where it stood and nobody has an order for it. Cars that citizens rent
 * too move without orders of ours, so they are not looked at.
 *
 * <p>So many fixes in a row have to say so; one that is known to be poor does not count, and the accuracy of the others
 * counts in the car's favour. A terminal tells the accuracy in metres, which is its dilution of precision times the
 * error of one range, and what was not told is not in the facts. After a restart the first fix is taken as the place.
 */
final class MovedWithoutOrder implements StreamRule {

    private static final double STANDING_KMH_MAX = 3;
    /** Error of one range to a satellite, one sigma, of a receiver of one frequency. */
    private static final double RANGE_ERROR_M = 5;

    private final Occurrences occurrences;
    private final MovementLimits limits;
    private final Duration standsAfter;
    private final Map<Integer, Standing> standings = new ConcurrentHashMap<>();

    MovedWithoutOrder(Occurrences occurrences, MovementLimits limits, Duration standsAfter) {
        this.occurrences = occurrences;
        this.limits = limits;
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
        Optional<MovementLimits.Limits> known = limits.at(report.eventTime());
        if (known.isEmpty()) {
            return NOTHING;
        }
        Standing standing = standings.computeIfAbsent(car.no(), no -> new Standing(standsAfter));
        return switch (standing.next(report, known.get())) {
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
        Map<String, Object> facts = new HashMap<>();
        facts.put("fromLon", standing.place.lon());
        facts.put("fromLat", standing.place.lat());
        facts.put("lon", report.position().lon());
        facts.put("lat", report.position().lat());
        facts.put("distanceM", Math.round(standing.place.distanceM(report.position())));
        facts.put("fixes", standing.beyond);
        if (report.accuracyM() != null) {
            facts.put("hdop", hdop(report));
        }
        return facts;
    }

    private static double hdop(VehicleReport report) {
        return Math.round(report.accuracyM() / RANGE_ERROR_M * 10) / 10.0;
    }

    /** Where a car stands, and whether it has left. */
    static final class Standing {

        enum Change {
            SAME,
            LEFT,
            STOPPED
        }

        private final Duration standsAfter;
        private GeoPoint place;
        private int beyond;
        private GeoPoint halt;
        private Instant haltedAt;
        private Instant newest = Instant.MIN;
        private volatile boolean away;

        Standing(Duration standsAfter) {
            this.standsAfter = standsAfter;
        }

        Change next(VehicleReport report, MovementLimits.Limits limits) {
            if (!report.eventTime().isAfter(newest)) {
                return Change.SAME;
            }
            newest = report.eventTime();
            GeoPoint here = report.position();
            if (place == null) {
                place = here;
            }
            if (!away) {
                return leaves(report, limits) ? Change.LEFT : Change.SAME;
            }
            return settle(report, limits.movedM()) ? Change.STOPPED : Change.SAME;
        }

        private boolean leaves(VehicleReport report, MovementLimits.Limits limits) {
            if (report.accuracyM() != null && hdop(report) > limits.hdopMax()) {
                return false;
            }
            double accuracyM = report.accuracyM() == null ? 0 : report.accuracyM();
            beyond = place.distanceM(report.position()) - accuracyM > limits.movedM() ? beyond + 1 : 0;
            away = beyond >= limits.fixes();
            return away;
        }

        private boolean settle(VehicleReport report, double movedM) {
            GeoPoint here = report.position();
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
            beyond = 0;
            return true;
        }

        private void askAgain() {
            away = false;
            beyond = 0;
        }
    }
}
