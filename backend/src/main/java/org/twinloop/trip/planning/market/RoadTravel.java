package org.twinloop.trip.planning.market;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.Route;
import org.twinloop.network.RouteFinder;
import org.twinloop.trip.planning.search.Travel;

/** Ways over the roads by the travel times of a plan: times in one search, and the ways of what may be offered once. */
public final class RoadTravel implements Travel {
    private final RouteFinder routes;
    private final RouteFinder.Drives drives;
    private final Map<List<GeoPoint>, Optional<Route>> driven = new HashMap<>();
    private final Map<List<GeoPoint>, Route> walked = new HashMap<>();

    /** @param drives those of the time that counts */
    public RoadTravel(RouteFinder routes, RouteFinder.Drives drives) {
        this.routes = routes;
        this.drives = drives;
    }

    /** The way the search counted with. */
    public Optional<Route> drive(GeoPoint from, GeoPoint to) {
        return driven.computeIfAbsent(List.of(from, to), ends -> drives.drive(from, to));
    }

    /** The same on foot. */
    public Route walk(GeoPoint from, GeoPoint to) {
        return walked.computeIfAbsent(List.of(from, to), ends -> routes.walk(from, to));
    }

    @Override
    public int[][] driveSeconds(List<GeoPoint> from, List<GeoPoint> to) {
        return drives.seconds(from, to);
    }

    @Override
    public int driveMetres(GeoPoint from, GeoPoint to) {
        return (int) Math.round(drive(from, to).orElseThrow().distanceM());
    }

    @Override
    public int walkSeconds(GeoPoint from, GeoPoint to) {
        return seconds(walk(from, to));
    }

    @Override
    public int rideSeconds(GeoPoint from, GeoPoint to) {
        return seconds(routes.cycle(from, to));
    }

    private static int seconds(Route route) {
        return Math.toIntExact(route.duration().toSeconds());
    }
}
