package org.twinloop.network;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.ProblemException;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.road.CarEnergy;
import org.twinloop.network.road.Directions;
import org.twinloop.network.road.Landing;
import org.twinloop.network.road.MetricStamp;
import org.twinloop.network.road.ModeRoads;
import org.twinloop.network.road.RoadSearch;
import org.twinloop.network.road.RoadWay;
import org.twinloop.network.search.Metric;
import org.twinloop.network.traffic.TravelTimes;

/** Finds ways over the current snapshot; no I/O. */
@ApplicationScoped
public class RouteFinder {

    private static final double MILLIS_PER_S = 1000;

    private final NetworkSnapshots snapshots;
    private final TravelTimes times;
    private final NetworkConfig config;

    RouteFinder(NetworkSnapshots snapshots, TravelTimes times, NetworkConfig config) {
        this.snapshots = snapshots;
        this.times = times;
        this.config = config;
    }

    /**
     * Makes the travel times of a departure ready and answers them, so that ways reckon with the traffic and the
     * closures of that time. Ends where it was asked; fails as unavailable where too many others wait for theirs.
     *
     * @param departAt any time; callers bound what people ask for
     */
    public Uni<Drives> ready(Instant departAt) {
        return times.ready(departAt).map(done -> drives(departAt));
    }

    /** The same for one who may wait, whom no limit of those who wait concerns; never on an event loop. */
    public Drives prepared(Instant departAt) {
        times.prepare(departAt);
        return drives(departAt);
    }

    /** The travel times that are there for a departure; where they were not made {@link #ready}, those of now. */
    public Drives drives(Instant departAt) {
        var snapshot = snapshots.current();
        return new Drives(snapshot, times.roads(snapshot.roads(), Mode.CAR, departAt), config);
    }

    /** The quickest way by car, or nothing when the roads do not connect the two. */
    public Optional<Route> drive(GeoPoint from, GeoPoint to, Instant at) {
        return drives(at).drive(from, to);
    }

    /**
     * A way by car with what it costs the battery.
     *
     * @param energyWh of a typical compact electric car, watt hours
     */
    public record Drive(Route route, double energyWh) {}

    /**
     * Ways by car, all of them by the same travel times and over the same roads, whatever becomes of those meanwhile.
     * Not for several threads at once.
     */
    public static final class Drives {

        /** Seconds where no road leads. */
        public static final int NO_WAY = Integer.MAX_VALUE;

        private final NetworkSnapshots.Snapshot snapshot;
        private final ModeRoads roads;
        private final NetworkConfig config;
        private final Map<GeoPoint, Optional<Access>> met = new HashMap<>();

        Drives(NetworkSnapshots.Snapshot snapshot, ModeRoads roads, NetworkConfig config) {
            this.snapshot = snapshot;
            this.roads = roads;
            this.config = config;
        }

        /** The version of the travel times. */
        public long version() {
            return roads.version();
        }

        /** The quickest way, or nothing when the roads do not connect the two. */
        public Optional<Route> drive(GeoPoint from, GeoPoint to) {
            return way(from, to).map(Way::route);
        }

        /** The same with the energy. */
        public Optional<Drive> driveWithEnergy(GeoPoint from, GeoPoint to) {
            return way(from, to).map(way -> new Drive(way.route(), CarEnergy.COMPACT.wh(way.roads(), 1)));
        }

        /**
         * How long {@link #drive} takes from each (a row) to each (a column), in one search for all of them.
         *
         * @return seconds, those between a point and its road included, or {@link #NO_WAY}
         */
        public int[][] seconds(List<GeoPoint> from, List<GeoPoint> to) {
            List<GeoPoint> starts = from.stream().filter(this::isMet).distinct().toList();
            List<GeoPoint> ends = to.stream().filter(this::isMet).distinct().toList();
            int[][] millis = roads.search().millis(landings(starts), landings(ends));
            int[][] seconds = new int[from.size()][to.size()];
            for (int row = 0; row < seconds.length; row++) {
                int start = starts.indexOf(from.get(row));
                for (int column = 0; column < seconds[row].length; column++) {
                    int end = ends.indexOf(to.get(column));
                    boolean none = start < 0 || end < 0 || millis[start][end] >= Metric.CLOSED;
                    seconds[row][column] = none ? NO_WAY : (int) Math.round(millis[start][end] / MILLIS_PER_S);
                }
            }
            return seconds;
        }

        private Optional<Way> way(GeoPoint from, GeoPoint to) {
            return access(from)
                    .flatMap(start -> access(to)
                            .flatMap(end -> roads.search()
                                    .best(start.landing(), end.landing())
                                    .map(way -> new Way(route(from, start, way, end, to, roads.stamp()), way))));
        }

        private boolean isMet(GeoPoint point) {
            return access(point).isPresent();
        }

        private List<Landing> landings(List<GeoPoint> points) {
            return points.stream()
                    .map(point -> access(point).orElseThrow().landing())
                    .toList();
        }

        private Optional<Access> access(GeoPoint point) {
            return met.computeIfAbsent(point, at -> Access.of(snapshot, at, Mode.CAR, config));
        }
    }

    static ProblemException noRoad(GeoPoint from, GeoPoint to) {
        return new ProblemException(NetworkProblem.NO_ROAD, "no road leads from %s to %s".formatted(from, to));
    }

    /** On foot; where the network has no ways for that, a straight line with a detour factor, marked estimated. */
    public Route walk(GeoPoint from, GeoPoint to) {
        return ways(from, to, Mode.FOOT, Instant.EPOCH, false).stream()
                .findFirst()
                .map(Way::route)
                .orElseGet(() -> estimate(from, to, config.walkSpeedKmh(), "步行", "Walk"));
    }

    /** By bike; where the network has no ways for that, a straight line with a detour factor, marked estimated. */
    public Route cycle(GeoPoint from, GeoPoint to) {
        return ways(from, to, Mode.BIKE, Instant.EPOCH, false).stream()
                .findFirst()
                .map(Way::route)
                .orElseGet(() -> estimate(from, to, config.bikeSpeedKmh(), "骑行", "Cycle"));
    }

    private MetricStamp metric(Instant departAt) {
        return times.roads(snapshots.current().roads(), Mode.CAR, departAt).stamp();
    }

    /** A way over roads with what it is made of. */
    record Way(Route route, RoadWay roads) {}

    /**
     * The quickest way over the roads and, where asked for and sensible, another; nothing where no road leads there.
     *
     * @param at decides about traffic, which holds up cars only
     */
    List<Way> ways(GeoPoint from, GeoPoint to, Mode mode, Instant at, boolean alternative) {
        var snapshot = snapshots.current();
        ModeRoads roads = times.roads(snapshot.roads(), mode, at);
        Optional<Access> start = access(snapshot, from, mode);
        Optional<Access> end = access(snapshot, to, mode);
        if (start.isEmpty() || end.isEmpty()) {
            return List.of();
        }
        RoadSearch search = roads.search();
        List<RoadWay> found = alternative
                ? search.ways(start.get().landing(), end.get().landing())
                : search.best(start.get().landing(), end.get().landing()).stream()
                        .toList();
        List<Way> ways = new ArrayList<>();
        for (RoadWay way : found) {
            ways.add(new Way(route(from, start.get(), way, end.get(), to, roads.stamp()), way));
        }
        return ways;
    }

    private Optional<Access> access(NetworkSnapshots.Snapshot snapshot, GeoPoint point, Mode mode) {
        return Access.of(snapshot, point, mode, config);
    }

    private static Route route(GeoPoint from, Access start, RoadWay way, Access end, GeoPoint to, MetricStamp metric) {
        double seconds = (start.landing().millis() + end.landing().millis() + way.totalMillis()) / MILLIS_PER_S;
        List<GeoPoint> geometry = new ArrayList<>();
        geometry.add(from);
        geometry.addAll(way.points());
        geometry.add(to);
        return new Route(
                start.distanceM() + way.lengthM() + end.distanceM(),
                Duration.ofSeconds(Math.round(seconds)),
                List.copyOf(geometry),
                way.edgeIds(),
                Directions.of(way).stream()
                        .filter(step -> step.turn() != Directions.Turn.ARRIVE)
                        .map(step -> new Route.Instruction(step.textZh(), step.textEn(), step.distanceM()))
                        .toList(),
                false,
                metric.version(),
                metric.asOf());
    }

    private Route estimate(GeoPoint from, GeoPoint to, double speedKmh, String zh, String en) {
        double distanceM = from.distanceM(to) * config.detourFactor();
        Duration duration = Duration.ofSeconds(Math.round(distanceM * 3.6 / speedKmh));
        MetricStamp metric = metric(Instant.EPOCH);
        return new Route(
                distanceM,
                duration,
                List.of(from, to),
                List.of(),
                List.of(new Route.Instruction(zh, en, distanceM)),
                true,
                metric.version(),
                metric.asOf());
    }
}
