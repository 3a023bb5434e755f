package org.twinloop.telematics.rule;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import org.twinloop.common.GeoPoint;
import org.twinloop.telematics.Car;
import org.twinloop.telematics.VehicleReport;

/**
 * Two fixes no car can have been at: a spoofed or moved receiver. What is said between both is more than their
 * accuracies can explain. A moment, at the event time of the report that shows it; more within a minute are one.
 *
 * <p>Each fix is held against the newest one. What is sent again comes between newer reports, so it is held against the
 * fix sent again before it too. Any two fixes may be compared: no car is at both.
 */
final class PositionJump implements StreamRule {

    private static final Duration APART = Duration.ofMinutes(1);
    /** A degree of latitude, or of longitude at the equator, is no longer. */
    private static final double M_PER_DEGREE_MAX = 111_700;

    private static final double MS_PER_HOUR = 3_600_000;
    private static final double M_PER_KM = 1_000;

    private final Occurrences occurrences;
    private final double jumpM;
    private final double jumpKmh;
    private final PerCar<Track> tracks = new PerCar<>();

    /** The newest fix of a car, and the one sent again last. */
    private static final class Track {
        private final Fix newest = new Fix();
        private final Fix late = new Fix();
    }

    private static final class Fix {
        private GeoPoint position;
        private double accuracyM;
        private long atMs;

        private void set(GeoPoint at, double withinM, long ms) {
            position = at;
            accuracyM = withinM;
            atMs = ms;
        }
    }

    PositionJump(Occurrences occurrences, RuleConfig config) {
        this.occurrences = occurrences;
        jumpM = config.jumpM();
        jumpKmh = config.jumpKmh();
    }

    @Override
    public String name() {
        return "position-jump";
    }

    @Override
    public Uni<Void> reported(Car car, VehicleReport report) {
        GeoPoint here = report.position();
        if (here == null) {
            return NOTHING;
        }
        Track track = tracks.find(car.no());
        if (track == null) {
            track = tracks.add(car.no(), begin(car));
        }
        double accuracyM = report.accuracyM() == null ? 0 : report.accuracyM();
        long atMs = report.eventTime().toEpochMilli();
        Map<String, Object> jump;
        synchronized (track) {
            jump = jump(track.newest, here, accuracyM, atMs);
            if (track.newest.position == null || atMs > track.newest.atMs) {
                track.newest.set(here, accuracyM, atMs);
            } else if (atMs < track.newest.atMs) {
                jump = jump == null ? jump(track.late, here, accuracyM, atMs) : jump;
                track.late.set(here, accuracyM, atMs);
            }
        }
        return jump == null ? NOTHING : occurrences.notePast(name(), car, report.eventTime(), APART, jump);
    }

    private static Track begin(Car car) {
        Track track = new Track();
        if (car.seen() != null) {
            track.newest.set(
                    car.seen().position(),
                    car.seen().accuracyM(),
                    car.seen().at().toEpochMilli());
        }
        return track;
    }

    /** What is told of a jump, null when there is none, which the first comparison says of most reports. */
    private Map<String, Object> jump(Fix from, GeoPoint here, double accuracyM, long atMs) {
        GeoPoint there = from.position;
        if (there == null
                || (Math.abs(there.lat() - here.lat()) + Math.abs(there.lon() - here.lon())) * M_PER_DEGREE_MAX
                        <= jumpM) {
            return null;
        }
        double farM = there.distanceM(here) - accuracyM - from.accuracyM;
        long ms = Math.abs(atMs - from.atMs);
        if (farM <= jumpM || farM / M_PER_KM * MS_PER_HOUR <= jumpKmh * ms || ms == 0) {
            return null;
        }
        return Map.of(
                "fromLon",
                there.lon(),
                "fromLat",
                there.lat(),
                "lon",
                here.lon(),
                "lat",
                here.lat(),
                "distanceM",
                Math.round(farM),
                "seconds",
                Math.round(ms / 1_000.0));
    }
}
