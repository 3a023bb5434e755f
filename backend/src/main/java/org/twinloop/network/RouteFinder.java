package org.twinloop.network;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.twinloop.common.CityTime;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.ProblemException;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.road.CarEnergy;
import org.twinloop.network.road.Directions;
import org.twinloop.network.road.ModeRoads;
import org.twinloop.network.road.RoadSearch;
import org.twinloop.network.road.RoadWay;

/** Finds ways over the current snapshot; no I/O. */
@ApplicationScoped
public class RouteFinder {

    private static final LocalTime MORNING_FROM = LocalTime.of(7, 30);
    private static final LocalTime MORNING_TO = LocalTime.of(9, 30);
    private static final LocalTime EVENING_FROM = LocalTime.of(17, 0);
    private static final LocalTime EVENING_TO = LocalTime.of(19, 0);
    private static final double MILLIS_PER_S = 1000;

    private final NetworkSnapshots snapshots;
    private final NetworkConfig config;

    RouteFinder(NetworkSnapshots snapshots, NetworkConfig config) {
        this.snapshots = snapshots;
        this.config = config;
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
                .map(way -> new Drive(way.route(), CarEnergy.COMPACT.wh(way.roads(), way.slower())));
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

    /** Version of the travel times that answers use now. */
    public long metricVersion() {
        return snapshots.current().roads().in(Mode.CAR).version();
    }

    /**
     * A way over roads with what it is made of.
     *
     * @param slower how many times as long it takes because of the hour
     */
    record Way(Route route, RoadWay roads, double slower) {}

    /**
     * The quickest way over the roads and, where asked for and sensible, another; nothing where no road leads there.
     *
     * @param at decides about traffic, which holds up cars only
     */
    List<Way> ways(GeoPoint from, GeoPoint to, Mode mode, Instant at, boolean alternative) {
        var snapshot = snapshots.current();
        ModeRoads roads = snapshot.roads().in(mode);
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
        double factor = mode == Mode.CAR ? factor(at) : 1;
        List<Way> ways = new ArrayList<>();
        for (RoadWay way : found) {
            ways.add(new Way(route(from, start.get(), way, end.get(), to, factor), way, factor));
        }
        return ways;
    }

    private Optional<Access> access(NetworkSnapshots.Snapshot snapshot, GeoPoint point, Mode mode) {
        return Access.of(snapshot, point, mode, config);
    }

    private static Route route(GeoPoint from, Access start, RoadWay way, Access end, GeoPoint to, double factor) {
        double seconds =
                (start.landing().millis() + end.landing().millis() + way.totalMillis() * factor) / MILLIS_PER_S;
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
                way.version());
    }

    private Route estimate(GeoPoint from, GeoPoint to, double speedKmh, String zh, String en) {
        double distanceM = from.distanceM(to) * config.detourFactor();
        Duration duration = Duration.ofSeconds(Math.round(distanceM * 3.6 / speedKmh));
        return new Route(
                distanceM,
                duration,
                List.of(from, to),
                List.of(),
                List.of(new Route.Instruction(zh, en, distanceM)),
                true,
                metricVersion());
    }

    private double factor(Instant at) {
        LocalTime time = at.atZone(CityTime.ZONE).toLocalTime();
        boolean morning = !time.isBefore(MORNING_FROM) && time.isBefore(MORNING_TO);
        boolean evening = !time.isBefore(EVENING_FROM) && time.isBefore(EVENING_TO);
        return morning || evening ? config.peakFactor() : config.offPeakFactor();
    }
}
