package org.twinloop.network;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

/** What can be reached from where, over the current snapshot and the travel times of now; no I/O. */
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
     * How long ways take, under one version of the travel times.
     *
     * @param durations by start and end; nothing where there is no way
     */
    public record Durations(MetricStamp metric, List<List<Optional<Duration>>> durations) {}

    /** Whether the network has ways for a mode; the sample city has none for bicycles and people on foot. */
    public boolean serves(Mode mode) {
        return !snapshots.current().roads().in(mode).isEmpty();
    }

    /**
     * The parts of roads that can be reached from any of several points within a time, the way from the point to the
     * road included. Points that meet no road reach nothing.
     */
    public Reached within(List<GeoPoint> from, Mode mode, Duration time) {
        var snapshot = snapshots.current();
        ModeRoads roads = roads(snapshot, mode, clock.instant());
        List<Landing> landings = landings(accesses(snapshot, from, roads));
        int limit = (int) Math.min(LIMIT_MAX, Math.max(0, time.toMillis()));
        return roads.search().within(landings, limit);
    }

    /**
     * The area around what can be reached: everything within {@code besideM} metres of it.
     *
     * @param besideM how far people go from the road, metres, 1…1,000
     */
    public ReachShape area(List<GeoPoint> from, Mode mode, Duration time, double besideM) {
        return ReachShape.around(within(from, mode, time), besideM);
    }

    /**
     * The area within a walk of any of several points: along the ways where the network has ways for people on foot,
     * else circles of the same walk at the detour factor.
     *
     * @param walkM metres of the walk, 1 or more
     */
    public ReachShape walkArea(List<GeoPoint> from, double walkM) {
        if (!serves(Mode.FOOT)) {
            return ReachShape.circles(from, walkM / config.detourFactor());
        }
        Duration time = Duration.ofMillis(Math.round(walkM * MILLIS_PER_M_AT_1_KMH / config.walkSpeedKmh()));
        return area(from, Mode.FOOT, time, BESIDE_M);
    }

    /**
     * How far the walk is to each of several points from the nearest of some others: along the ways where the network
     * has ways for people on foot, else by the straight line and the detour factor. One search, however many there are.
     *
     * @return metres, ferries by the time they take; {@link Double#POSITIVE_INFINITY} where no way leads
     */
    public double[] nearestWalkM(List<GeoPoint> from, List<GeoPoint> to) {
        if (!serves(Mode.FOOT)) {
            return to.stream()
                    .mapToDouble(point -> from.stream()
                            .mapToDouble(one -> likelyWalkM(one, point))
                            .min()
                            .orElse(Double.POSITIVE_INFINITY))
                    .toArray();
        }
        var snapshot = snapshots.current();
        ModeRoads roads = roads(snapshot, Mode.FOOT, clock.instant());
        List<Optional<Access>> ends = accesses(snapshot, to, roads);
        int[] millis = roads.search().nearest(landings(accesses(snapshot, from, roads)), landings(ends));
        double[] metres = new double[to.size()];
        int met = 0;
        for (int i = 0; i < metres.length; i++) {
            int found = ends.get(i).isPresent() ? millis[met++] : Metric.CLOSED;
            metres[i] = found < Metric.CLOSED
                    ? found * config.walkSpeedKmh() / MILLIS_PER_M_AT_1_KMH
                    : Double.POSITIVE_INFINITY;
        }
        return metres;
    }

    /** How far a walk is likely to be, by the straight line and the detour factor, metres. */
    public double likelyWalkM(GeoPoint from, GeoPoint to) {
        return from.distanceM(to) * config.detourFactor();
    }

    /**
     * How long each way takes, by start and end, the ways between point and road included; nothing where there is
     * none.
     */
    public List<List<Optional<Duration>>> times(List<GeoPoint> from, List<GeoPoint> to, Mode mode) {
        return times(from, to, mode, clock.instant()).durations();
    }

    /** The same for departures at a time, which {@link RouteFinder#ready} has made ready, with what it was made of. */
    public Durations times(List<GeoPoint> from, List<GeoPoint> to, Mode mode, Instant at) {
        var snapshot = snapshots.current();
        ModeRoads roads = roads(snapshot, mode, at);
        List<Optional<Access>> starts = accesses(snapshot, from, roads);
        List<Optional<Access>> ends = accesses(snapshot, to, roads);
        int[][] millis = roads.search().millis(landings(starts), landings(ends));
        List<List<Optional<Duration>>> durations = new ArrayList<>(from.size());
        int row = 0;
        for (Optional<Access> start : starts) {
            int column = 0;
            List<Optional<Duration>> line = new ArrayList<>(to.size());
            for (Optional<Access> end : ends) {
                boolean met = start.isPresent() && end.isPresent();
                line.add(met ? duration(millis[row][column]) : Optional.empty());
                column += end.isPresent() ? 1 : 0;
            }
            durations.add(line);
            row += start.isPresent() ? 1 : 0;
        }
        return new Durations(roads.stamp(), durations);
    }

    private ModeRoads roads(NetworkSnapshots.Snapshot snapshot, Mode mode, Instant at) {
        return times.roads(snapshot.roads(), mode, at);
    }

    private List<Optional<Access>> accesses(
            NetworkSnapshots.Snapshot snapshot, List<GeoPoint> points, ModeRoads roads) {
        return points.stream()
                .map(point -> Access.of(snapshot, point, roads, config))
                .toList();
    }

    private static List<Landing> landings(List<Optional<Access>> accesses) {
        return accesses.stream().flatMap(Optional::stream).map(Access::landing).toList();
    }

    private static Optional<Duration> duration(int millis) {
        return millis < Metric.CLOSED ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
    }
}
