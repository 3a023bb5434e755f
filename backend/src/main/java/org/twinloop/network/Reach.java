package org.twinloop.network;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.road.Landing;
import org.twinloop.network.road.MetricStamp;
import org.twinloop.network.road.ModeRoads;
import org.twinloop.network.road.ReachShape;
import org.twinloop.network.road.Reached;
import org.twinloop.network.search.Metric;
import org.twinloop.network.traffic.TravelTimes;

/** What can be reached from where, over the current snapshot; no I/O. */
@ApplicationScoped
public class Reach {

    private static final long LIMIT_MAX = Metric.CLOSED - 1L;
    private static final double MILLIS_PER_M_AT_1_KMH = 3600;

    /** How far from the way people find a door, metres. */
    private static final double BESIDE_M = 40;

    private final NetworkSnapshots snapshots;
    private final TravelTimes times;
    private final NetworkConfig config;
    private final Clock clock;

    Reach(NetworkSnapshots snapshots, TravelTimes times, NetworkConfig config, Clock clock) {
        this.snapshots = snapshots;
        this.times = times;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Ways from somewhere in one mode, by one version of the travel times.
     *
     * @param isEstimated the network has no roads for the mode: only straight lines with a detour factor are known
     */
    public record Isochrones(MetricStamp metric, boolean isEstimated, Within within) {

        /** Cuts off at a time. */
        @FunctionalInterface
        public interface Within {
            /**
             * The area around what can be reached.
             *
             * @param besideM how far people go from the road, metres, 1…1,000
             * @param roadsMax the most roads that it is drawn around
             * @return nothing where it would have to be drawn around more
             */
            Optional<ReachShape> area(Duration time, double besideM, int roadsMax);
        }
    }

    /**
     * What can be reached from a point, the way from the point to the road included, by the travel times of a
     * departure, which {@link RouteFinder#ready} has made ready. A point that meets no road reaches nothing. A car of
     * which the network has no roads reaches nothing either.
     */
    public Isochrones isochrones(GeoPoint from, Mode mode, Instant departAt) {
        var snapshot = snapshots.current();
        ModeRoads roads = times.roads(snapshot.roads(), mode, departAt);
        if (roads.isEmpty() && mode != Mode.CAR) {
            double kmh = mode == Mode.BIKE ? config.bikeSpeedKmh() : config.walkSpeedKmh();
            MetricStamp stamp =
                    times.roads(snapshot.roads(), Mode.CAR, departAt).stamp();
            return new Isochrones(
                    stamp,
                    true,
                    (time, besideM, roadsMax) -> Optional.of(ReachShape.circles(
                            List.of(from),
                            Math.max(1, time.toMillis() * kmh / MILLIS_PER_M_AT_1_KMH / config.detourFactor()))));
        }
        List<Landing> start = landings(accesses(snapshot, List.of(from), roads, config));
        return new Isochrones(roads.stamp(), false, (time, besideM, roadsMax) -> {
            Reached reached = within(roads, start, time);
            return reached.size() > roadsMax ? Optional.empty() : Optional.of(ReachShape.around(reached, besideM));
        });
    }

    private static Reached within(ModeRoads roads, List<Landing> from, Duration time) {
        return roads.search().within(from, (int) Math.min(LIMIT_MAX, Math.max(0, time.toMillis())));
    }

    /** Walks of now. */
    public Walks walks() {
        var snapshot = snapshots.current();
        Instant now = clock.instant();
        ModeRoads foot = times.roads(snapshot.roads(), Mode.FOOT, now);
        ModeRoads named = foot.isEmpty() ? times.roads(snapshot.roads(), Mode.CAR, now) : foot;
        return new Walks(snapshot, foot, named.stamp(), config);
    }

    /**
     * Walks along the ways where the network has ways for people on foot, else by the straight line and a detour
     * factor; all of them over the roads of one moment. Not for several threads at once.
     */
    public static final class Walks {

        private final NetworkSnapshots.Snapshot snapshot;
        private final ModeRoads foot;
        private final MetricStamp metric;
        private final NetworkConfig config;

        Walks(NetworkSnapshots.Snapshot snapshot, ModeRoads foot, MetricStamp metric, NetworkConfig config) {
            this.snapshot = snapshot;
            this.foot = foot;
            this.metric = metric;
            this.config = config;
        }

        /** Whether they are straight lines with a detour factor. */
        public boolean areEstimated() {
            return foot.isEmpty();
        }

        /** Which travel times the walks are of. */
        public MetricStamp metric() {
            return metric;
        }

        /**
         * The area within a walk of any of several points; straight walks make circles.
         *
         * @param walkM metres of the walk, 1 or more
         */
        public ReachShape area(List<GeoPoint> from, double walkM) {
            if (foot.isEmpty()) {
                return ReachShape.circles(from, walkM / config.detourFactor());
            }
            Duration time = Duration.ofMillis(Math.round(walkM * MILLIS_PER_M_AT_1_KMH / config.walkSpeedKmh()));
            return ReachShape.around(within(foot, landings(accesses(snapshot, from, foot, config)), time), BESIDE_M);
        }

        /**
         * How far the walk is to each of several points from the nearest of some others; one search, however many there
         * are.
         *
         * @return metres, ferries by the time they take; {@link Double#POSITIVE_INFINITY} where no way leads
         */
        public double[] nearestM(List<GeoPoint> from, List<GeoPoint> to) {
            if (foot.isEmpty()) {
                return to.stream()
                        .mapToDouble(point -> from.stream()
                                .mapToDouble(one -> likelyM(one, point))
                                .min()
                                .orElse(Double.POSITIVE_INFINITY))
                        .toArray();
            }
            List<Optional<Access>> ends = accesses(snapshot, to, foot, config);
            int[] millis = foot.search().nearest(landings(accesses(snapshot, from, foot, config)), landings(ends));
            return metres(ends, millis);
        }

        /**
         * How far the walk is from each (a row) to each (a column), in one search for all of them.
         *
         * @return metres, likewise
         */
        public double[][] metres(List<GeoPoint> from, List<GeoPoint> to) {
            if (foot.isEmpty()) {
                return from.stream()
                        .map(one -> to.stream()
                                .mapToDouble(point -> likelyM(one, point))
                                .toArray())
                        .toArray(double[][]::new);
            }
            List<Optional<Access>> starts = accesses(snapshot, from, foot, config);
            List<Optional<Access>> ends = accesses(snapshot, to, foot, config);
            int[][] millis = foot.search().millis(landings(starts), landings(ends));
            double[][] metres = new double[from.size()][to.size()];
            int met = 0;
            for (int row = 0; row < metres.length; row++) {
                if (starts.get(row).isPresent()) {
                    metres[row] = metres(ends, millis[met++]);
                } else {
                    Arrays.fill(metres[row], Double.POSITIVE_INFINITY);
                }
            }
            return metres;
        }

        /** @param millis of those ends that meet a road */
        private double[] metres(List<Optional<Access>> ends, int[] millis) {
            double[] metres = new double[ends.size()];
            int met = 0;
            for (int i = 0; i < metres.length; i++) {
                int found = ends.get(i).isPresent() ? millis[met++] : Metric.CLOSED;
                metres[i] = found < Metric.CLOSED
                        ? found * config.walkSpeedKmh() / MILLIS_PER_M_AT_1_KMH
                        : Double.POSITIVE_INFINITY;
            }
            return metres;
        }

        private double likelyM(GeoPoint from, GeoPoint to) {
            return from.distanceM(to) * config.detourFactor();
        }
    }

    private static List<Optional<Access>> accesses(
            NetworkSnapshots.Snapshot snapshot, List<GeoPoint> points, ModeRoads roads, NetworkConfig config) {
        return points.stream()
                .map(point -> Access.of(snapshot, point, roads, config))
                .toList();
    }

    private static List<Landing> landings(List<Optional<Access>> accesses) {
        return accesses.stream().flatMap(Optional::stream).map(Access::landing).toList();
    }
}
