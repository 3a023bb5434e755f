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
import org.twinloop.network.search.Path;
import org.twinloop.network.search.RoadGraph;

/** Finds ways over the current snapshot; no I/O. */
@ApplicationScoped
public class RouteFinder {

    private static final LocalTime MORNING_FROM = LocalTime.of(7, 30);
    private static final LocalTime MORNING_TO = LocalTime.of(9, 30);
    private static final LocalTime EVENING_FROM = LocalTime.of(17, 0);
    private static final LocalTime EVENING_TO = LocalTime.of(19, 0);

    private final NetworkSnapshots snapshots;
    private final NetworkConfig config;

    RouteFinder(NetworkSnapshots snapshots, NetworkConfig config) {
        this.snapshots = snapshots;
        this.config = config;
    }

    /** The quickest way by car, or nothing when the roads do not connect the two. */
    public Optional<Route> drive(GeoPoint from, GeoPoint to, Instant at) {
        var snapshot = snapshots.current();
        RoadGraph roads = snapshot.roads();
        if (roads.isEmpty()) {
            return Optional.empty();
        }
        int start = roads.nearestNode(from);
        int end = roads.nearestNode(to);
        return roads.quickest(start, end).map(path -> route(from, to, at, roads, path, snapshot.version()));
    }

    /** Like {@link #drive}, refused as a problem when there is no way. */
    public Route route(GeoPoint from, GeoPoint to, Instant at) {
        return drive(from, to, at)
                .orElseThrow(() -> new ProblemException(
                        NetworkProblem.NO_ROAD, "no road leads from %s to %s".formatted(from, to)));
    }

    /** On foot: straight line with a detour factor, marked estimated. */
    public Route walk(GeoPoint from, GeoPoint to) {
        return estimate(from, to, config.walkSpeedKmh(), "步行", "Walk");
    }

    /** By bike: straight line with a detour factor, marked estimated. */
    public Route cycle(GeoPoint from, GeoPoint to) {
        return estimate(from, to, config.bikeSpeedKmh(), "骑行", "Cycle");
    }

    /** Version of the travel times that answers use now. */
    public long metricVersion() {
        return snapshots.current().version();
    }

    private Route route(GeoPoint from, GeoPoint to, Instant at, RoadGraph roads, Path path, long version) {
        double accessM = from.distanceM(path.points(roads).get(0)) * config.detourFactor();
        List<GeoPoint> way = path.points(roads);
        double egressM = way.get(way.size() - 1).distanceM(to) * config.detourFactor();
        double accessS = (accessM + egressM) * 3.6 / config.accessSpeedKmh();
        double roadS = path.freeFlowSeconds() * factor(at);
        List<GeoPoint> geometry = new ArrayList<>(way.size() + 2);
        geometry.add(from);
        geometry.addAll(way);
        geometry.add(to);
        return new Route(
                accessM + path.lengthM() + egressM,
                Duration.ofSeconds(Math.round(accessS + roadS)),
                List.copyOf(geometry),
                path.edgeIds(),
                instructions(roads, path),
                false,
                version);
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

    private static List<Route.Instruction> instructions(RoadGraph roads, Path path) {
        List<Route.Instruction> steps = new ArrayList<>();
        for (int edgeId : path.edgeIds()) {
            RoadGraph.Edge edge = roads.edge(edgeId);
            int last = steps.size() - 1;
            if (last >= 0 && steps.get(last).zh().equals(edge.nameZh())) {
                Route.Instruction before = steps.get(last);
                steps.set(last, new Route.Instruction(before.zh(), before.en(), before.distanceM() + edge.lengthM()));
            } else {
                steps.add(new Route.Instruction(edge.nameZh(), edge.nameEn(), edge.lengthM()));
            }
        }
        return List.copyOf(steps);
    }
}
