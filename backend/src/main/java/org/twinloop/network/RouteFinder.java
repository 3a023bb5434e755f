package org.twinloop.network;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.ProblemException;
import org.twinloop.network.energy.Consumption;
import org.twinloop.network.osm.tag.Mode;
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
    private final Clock clock;

    RouteFinder(NetworkSnapshots snapshots, TravelTimes times, NetworkConfig config, Clock clock) {
        this.snapshots = snapshots;
        this.times = times;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A departure that is asked for, or now where it is null; each half hour to come has travel times of its own, which
     * somebody has to make, so what is too far from now is refused.
     *
     * @param pointer where it stands in the question, for the refusal
     */
    public Instant departure(String pointer, Instant departAt) {
        Instant now = clock.instant();
        Instant first = now.minus(config.routeAgoMax());
        Instant last = now.plus(config.routeAheadMax());
        if (departAt != null && (departAt.isBefore(first) || departAt.isAfter(last))) {
            throw ProblemException.field(
                    CommonProblem.INVALID,
                    pointer,
                    "value %s is too far from now; give a time from %s to %s".formatted(departAt, first, last));
        }
        return departAt == null ? now : departAt;
    }

    /**
     * Makes the travel times of a departure ready and answers them, so that ways reckon with the traffic and the
     * closures of that time. Ends where it was asked; fails as unavailable where too many others wait for theirs.
     *
     * @param departAt any time; callers bound what people ask for
     */
    public Uni<Drives> ready(Instant departAt) {
        return Uni.createFrom()
                .item(snapshots::current)
                .chain(snapshot ->
                        times.ready(snapshot.roads(), departAt).map(roads -> new Drives(snapshot, roads, config)));
    }

    /** The same for one who may wait, whom no limit of those who wait concerns; never on an event loop. */
    public Drives prepared(Instant departAt) {
        var snapshot = snapshots.current();
        return new Drives(snapshot, times.prepare(snapshot.roads(), departAt), config);
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

        private final Ways ways;

        Drives(NetworkSnapshots.Snapshot snapshot, ModeRoads roads, NetworkConfig config) {
            ways = new Ways(snapshot, roads, config);
        }

        /** The version of the travel times. */
        public long version() {
            return ways.roads.version();
        }

        /** The same with the moment whose traffic they show. */
        public MetricStamp metric() {
            return ways.roads.stamp();
        }

        /** The quickest way, or nothing when the roads do not connect the two. */
        public Optional<Route> drive(GeoPoint from, GeoPoint to) {
            return ways.best(from, to).map(Way::route);
        }

        /** The quickest way and, where sensible, another; nothing where no road leads there. */
        List<Way> ways(GeoPoint from, GeoPoint to) {
            return ways.all(from, to);
        }

        /** Metres of {@link #drive}, without the telling of it. */
        public OptionalDouble metres(GeoPoint from, GeoPoint to) {
            return ways.metres(from, to);
        }

        /** The same with the energy. */
        public Optional<Drive> driveWithEnergy(GeoPoint from, GeoPoint to) {
            return drive(from, to).map(route -> new Drive(route, route.energyWh(Consumption.MILD_CELSIUS)));
        }

        /**
         * How long {@link #drive} takes from each (a row) to each (a column), in one search for all of them.
         *
         * @return seconds, those between a point and its road included, or {@link #NO_WAY}
         */
        public int[][] seconds(List<GeoPoint> from, List<GeoPoint> to) {
            return ways.seconds(from, to);
        }
    }

    /**
     * Ways on foot and by bike over the roads of one moment; where the network has none for a mode, straight lines with
     * a detour factor, marked estimated. Where it has, what no way leads to is not reached. Not for several threads at
     * once.
     */
    public static final class Unmotorised {

        private final NetworkConfig config;
        private final Ways foot;
        private final Ways bike;
        private final MetricStamp stamp;

        Unmotorised(NetworkConfig config, Ways foot, Ways bike, MetricStamp stamp) {
            this.config = config;
            this.foot = foot;
            this.bike = bike;
            this.stamp = stamp;
        }

        /** Whether the ways of a mode are straight lines with a detour factor. */
        public boolean areEstimated(Mode mode) {
            return (mode == Mode.FOOT ? foot : bike).roads.isEmpty();
        }

        /** The travel times that the ways of a mode are of; where they are estimated, those of cars at that time. */
        public MetricStamp metric(Mode mode) {
            return areEstimated(mode) ? stamp : (mode == Mode.FOOT ? foot : bike).roads.stamp();
        }

        /** The way on foot, or nothing where none leads there. */
        public Optional<Route> walk(GeoPoint from, GeoPoint to) {
            return foot.roads.isEmpty()
                    ? Optional.of(line(from, to))
                    : foot.best(from, to).map(Way::route);
        }

        /** The way by bike, or nothing where none leads there. */
        public Optional<Route> cycle(GeoPoint from, GeoPoint to) {
            return bike.roads.isEmpty()
                    ? Optional.of(estimate(from, to, config.bikeSpeedKmh(), "骑行", "Cycle"))
                    : bike.best(from, to).map(Way::route);
        }

        /** The straight line on foot with a detour factor, estimated whatever ways there are. */
        public Route line(GeoPoint from, GeoPoint to) {
            return estimate(from, to, config.walkSpeedKmh(), "步行", "Walk");
        }

        /**
         * How long {@link #walk} takes from each (a row) to each (a column), in one search for all of them.
         *
         * @return seconds, or {@link Drives#NO_WAY}
         */
        public int[][] walkSeconds(List<GeoPoint> from, List<GeoPoint> to) {
            return seconds(foot, config.walkSpeedKmh(), from, to);
        }

        /** The same for {@link #cycle}. */
        public int[][] cycleSeconds(List<GeoPoint> from, List<GeoPoint> to) {
            return seconds(bike, config.bikeSpeedKmh(), from, to);
        }

        private int[][] seconds(Ways ways, double speedKmh, List<GeoPoint> from, List<GeoPoint> to) {
            if (!ways.roads.isEmpty()) {
                return ways.seconds(from, to);
            }
            int[][] seconds = new int[from.size()][to.size()];
            for (int row = 0; row < seconds.length; row++) {
                for (int column = 0; column < seconds[row].length; column++) {
                    double metres = estimateM(from.get(row), to.get(column));
                    seconds[row][column] = Math.toIntExact(seconds(metres, speedKmh));
                }
            }
            return seconds;
        }

        private Route estimate(GeoPoint from, GeoPoint to, double speedKmh, String zh, String en) {
            double metres = estimateM(from, to);
            return new Route(
                    metres,
                    Duration.ofSeconds(seconds(metres, speedKmh)),
                    List.of(from, to),
                    List.of(),
                    List.of(new Route.Instruction(zh, en, metres)),
                    true,
                    stamp.version(),
                    stamp.asOf());
        }

        private double estimateM(GeoPoint from, GeoPoint to) {
            return from.distanceM(to) * config.detourFactor();
        }

        private static long seconds(double metres, double speedKmh) {
            return Math.round(metres * 3.6 / speedKmh);
        }
    }

    /** Ways in one mode; how a point meets the roads is looked up once. */
    static final class Ways {

        private final NetworkSnapshots.Snapshot snapshot;
        private final ModeRoads roads;
        private final NetworkConfig config;
        private final RoadSearch search;
        private final Map<GeoPoint, Optional<Access>> met = new HashMap<>();

        Ways(NetworkSnapshots.Snapshot snapshot, ModeRoads roads, NetworkConfig config) {
            this.snapshot = snapshot;
            this.roads = roads;
            this.config = config;
            this.search = roads.search();
        }

        Optional<Way> best(GeoPoint from, GeoPoint to) {
            return access(from)
                    .flatMap(start -> access(to)
                            .flatMap(end -> search.best(start.landing(), end.landing())
                                    .map(way -> new Way(route(from, start, way, end, to, roads.stamp()), way))));
        }

        List<Way> all(GeoPoint from, GeoPoint to) {
            Optional<Access> start = access(from);
            Optional<Access> end = access(to);
            if (start.isEmpty() || end.isEmpty()) {
                return List.of();
            }
            return search.ways(start.get().landing(), end.get().landing()).stream()
                    .map(way -> new Way(route(from, start.get(), way, end.get(), to, roads.stamp()), way))
                    .toList();
        }

        OptionalDouble metres(GeoPoint from, GeoPoint to) {
            Optional<Access> start = access(from);
            Optional<Access> end = access(to);
            if (start.isEmpty() || end.isEmpty()) {
                return OptionalDouble.empty();
            }
            OptionalDouble road =
                    search.lengthM(start.get().landing(), end.get().landing());
            return road.isEmpty()
                    ? road
                    : OptionalDouble.of(start.get().distanceM()
                            + road.getAsDouble()
                            + end.get().distanceM());
        }

        int[][] seconds(List<GeoPoint> from, List<GeoPoint> to) {
            Map<GeoPoint, Integer> starts = met(from);
            Map<GeoPoint, Integer> ends = met(to);
            int[][] millis = search.millis(landings(starts.keySet()), landings(ends.keySet()));
            int[][] seconds = new int[from.size()][to.size()];
            for (int row = 0; row < seconds.length; row++) {
                Integer start = starts.get(from.get(row));
                for (int column = 0; column < seconds[row].length; column++) {
                    Integer end = ends.get(to.get(column));
                    boolean none = start == null || end == null || millis[start][end] >= Metric.CLOSED;
                    seconds[row][column] = none ? Drives.NO_WAY : (int) Math.round(millis[start][end] / MILLIS_PER_S);
                }
            }
            return seconds;
        }

        /** Those that meet a road, numbered. */
        private Map<GeoPoint, Integer> met(List<GeoPoint> points) {
            Map<GeoPoint, Integer> numbers = new LinkedHashMap<>();
            for (GeoPoint point : points) {
                if (access(point).isPresent()) {
                    numbers.putIfAbsent(point, numbers.size());
                }
            }
            return numbers;
        }

        private List<Landing> landings(Collection<GeoPoint> points) {
            return points.stream()
                    .map(point -> access(point).orElseThrow().landing())
                    .toList();
        }

        private Optional<Access> access(GeoPoint point) {
            return met.computeIfAbsent(point, at -> Access.of(snapshot, at, roads, config));
        }
    }

    static ProblemException noRoad(GeoPoint from, GeoPoint to) {
        return new ProblemException(NetworkProblem.NO_ROAD, "no road leads from %s to %s".formatted(from, to));
    }

    /**
     * Ways on foot and by bike over the roads that are open at a departure; where that was not made {@link #ready},
     * over those open now.
     */
    public Unmotorised unmotorised(Instant departAt) {
        var snapshot = snapshots.current();
        return new Unmotorised(
                config,
                ways(snapshot, Mode.FOOT, departAt),
                ways(snapshot, Mode.BIKE, departAt),
                times.roads(snapshot.roads(), Mode.CAR, departAt).stamp());
    }

    private Ways ways(NetworkSnapshots.Snapshot snapshot, Mode mode, Instant departAt) {
        return new Ways(snapshot, times.roads(snapshot.roads(), mode, departAt), config);
    }

    /** A way over roads with what it is made of. */
    record Way(Route route, RoadWay roads) {}

    /** The same as {@link Drives#ways} on foot or by bike, whom closures stop and no traffic holds up. */
    List<Way> ways(GeoPoint from, GeoPoint to, Mode mode, Instant departAt) {
        return ways(snapshots.current(), mode, departAt).all(from, to);
    }

    private static Route route(GeoPoint from, Access start, RoadWay way, Access end, GeoPoint to, MetricStamp metric) {
        double seconds = (start.landing().millis() + end.landing().millis() + way.totalMillis()) / MILLIS_PER_S;
        List<GeoPoint> geometry = new ArrayList<>();
        geometry.add(from);
        geometry.addAll(way.points());
        geometry.add(to);
        return new Route(
                lengthM(start, way, end),
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

    private static double lengthM(Access start, RoadWay way, Access end) {
        return start.distanceM() + way.lengthM() + end.distanceM();
    }
}
