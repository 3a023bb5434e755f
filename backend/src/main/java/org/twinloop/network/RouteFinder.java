package org.twinloop.network;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.ProblemException;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.road.CarEnergy;
import org.twinloop.network.road.Directions;
import org.twinloop.network.road.MetricStamp;
import org.twinloop.network.road.ModeRoads;
import org.twinloop.network.road.RoadSearch;
import org.twinloop.network.road.RoadWay;
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
     * Makes the travel times of a departure ready, so that ways for it reckon with the traffic and the closures of that
     * time; without, they may reckon with those of now. Ends where it was asked.
     */
    public Uni<Void> ready(Instant departAt) {
        return times.ready(departAt);
    }

    /** The same for one who may wait; never on an event loop. */
    public void prepare(Instant departAt) {
        times.prepare(departAt);
    }

    /** The quickest way by car, or nothing when the roads do not connect the two. */
    public Optional<Route> drive(GeoPoint from, GeoPoint to, Instant at) {
        return ways(from, to, Mode.CAR, at, false).stream().findFirst().map(Way::route);
    }

    /**
     * A way by car with what it costs the battery.
     *
     * @param energyWh of a typical compact electric car, watt hours
     */
    public record Drive(Route route, double energyWh) {}

    /** Like {@link #drive}, with the energy. */
    public Optional<Drive> driveWithEnergy(GeoPoint from, GeoPoint to, Instant at) {
        return ways(from, to, Mode.CAR, at, false).stream()
                .findFirst()
                .map(way -> new Drive(way.route(), CarEnergy.COMPACT.wh(way.roads(), 1)));
    }

    /** Like {@link #drive}, refused as a problem when there is no way. */
    public Route route(GeoPoint from, GeoPoint to, Instant at) {
        return drive(from, to, at).orElseThrow(() -> noRoad(from, to));
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

    /** Version of the travel times that answers by car use for a departure at a time. */
    public long metricVersion(Instant departAt) {
        return metric(departAt).version();
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
