package org.twinloop.trip.planning.market;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.Route;
import org.twinloop.network.RouteFinder;
import org.twinloop.trip.planning.search.Travel;

/**
 * Ways over the roads by the travel times of one plan: times in one search, and the ways of what may be offered once.
 * Not for several threads at once.
 */
public final class RoadTravel implements Travel {
    private final RouteFinder.Drives drives;
    private final RouteFinder.Unmotorised unmotorised;
    private final Map<List<GeoPoint>, Optional<Route>> driven = new HashMap<>();
    private final Map<List<GeoPoint>, Integer> metres = new HashMap<>();
    private final Map<List<GeoPoint>, Optional<Route>> walked = new HashMap<>();

    /** @param drives those of the time that counts */
    public RoadTravel(RouteFinder.Drives drives, RouteFinder.Unmotorised unmotorised) {
        this.drives = drives;
        this.unmotorised = unmotorised;
    }

    /** The version of the travel times by car. */
    public long version() {
        return drives.version();
    }

    /** The way the search counted with. */
    public Optional<Route> drive(GeoPoint from, GeoPoint to) {
        return driven.computeIfAbsent(List.of(from, to), ends -> drives.drive(from, to));
    }

    /** The way on foot where the search counted with one. */
    public Route walk(GeoPoint from, GeoPoint to) {
        return findWalk(from, to).orElseThrow();
    }

    /** The same, or nothing where no way leads there. */
    public Optional<Route> findWalk(GeoPoint from, GeoPoint to) {
        return walked.computeIfAbsent(List.of(from, to), ends -> unmotorised.walk(from, to));
    }

    /** The straight line, for what goes neither by road nor on foot. */
    public Route line(GeoPoint from, GeoPoint to) {
        return unmotorised.line(from, to);
    }

    /** The way by bike where the search counted with one. */
    public Route cycle(GeoPoint from, GeoPoint to) {
        return findCycle(from, to).orElseThrow();
    }

    /** The same, or nothing where no way leads there. */
    public Optional<Route> findCycle(GeoPoint from, GeoPoint to) {
        return unmotorised.cycle(from, to);
    }

    @Override
    public int[][] driveSeconds(List<GeoPoint> from, List<GeoPoint> to) {
        return drives.seconds(from, to);
    }

    @Override
    public int driveMetres(GeoPoint from, GeoPoint to) {
        return metres.computeIfAbsent(List.of(from, to), ends ->
                (int) Math.round(drives.metres(from, to).orElseThrow()));
    }

    @Override
    public int[][] walkSeconds(List<GeoPoint> from, List<GeoPoint> to) {
        return unmotorised.walkSeconds(from, to);
    }

    @Override
    public int[][] rideSeconds(List<GeoPoint> from, List<GeoPoint> to) {
        return unmotorised.cycleSeconds(from, to);
    }
}
