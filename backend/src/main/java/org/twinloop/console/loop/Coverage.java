package org.twinloop.console.loop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.Place;
import org.twinloop.network.Reach;
import org.twinloop.network.RouteFinder;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.road.ReachShape;

/**
 * What lies within a walk of something usable.
 *
 * @param estimated the network has no ways for people on foot: straight lines with a detour factor
 * @param gaps places that lie farther away, the farthest first
 */
record Coverage(int places, List<Gap> gaps, ReachShape area, boolean estimated, Map<Facility.Kind, Integer> usable) {

    /** How many of the nearest by straight line are walked to: one behind a river may be far. */
    private static final int WALKED_MAX = 3;
    /** Facilities within about 50 m of each other count once for the area. */
    private static final double GRID_DEG = 0.0005;

    /**
     * A place too far from everything.
     *
     * @param nearest null where there is nothing at all
     * @param distanceM of the walk there
     */
    record Gap(Place place, Facility.Kind nearest, Double distanceM) {}

    static Coverage of(List<Place> places, List<Facility> usable, double withinM, Reach reach, RouteFinder routes) {
        List<Gap> gaps = new ArrayList<>();
        for (Place place : places) {
            Gap nearest = nearest(place, usable, routes);
            if (nearest.distanceM() == null || nearest.distanceM() > withinM) {
                gaps.add(nearest);
            }
        }
        gaps.sort(Comparator.comparingDouble(
                        (Gap gap) -> gap.distanceM() == null ? Double.POSITIVE_INFINITY : gap.distanceM())
                .reversed());
        Map<Facility.Kind, Integer> counts = new LinkedHashMap<>();
        for (Facility.Kind kind : Facility.Kind.values()) {
            counts.put(kind, (int)
                    usable.stream().filter(one -> one.kind() == kind).count());
        }
        return new Coverage(
                places.size(), gaps, reach.walkArea(thinned(usable), withinM), !reach.serves(Mode.FOOT), counts);
    }

    private static Gap nearest(Place place, List<Facility> usable, RouteFinder routes) {
        GeoPoint here = place.position();
        return usable.stream()
                .sorted(Comparator.comparingDouble(one -> one.at().distanceM(here)))
                .limit(WALKED_MAX)
                .map(one ->
                        new Gap(place, one.kind(), routes.walk(here, one.at()).distanceM()))
                .min(Comparator.comparingDouble(Gap::distanceM))
                .orElseGet(() -> new Gap(place, null, null));
    }

    private static List<GeoPoint> thinned(List<Facility> usable) {
        Map<List<Long>, GeoPoint> cells = new LinkedHashMap<>();
        for (Facility one : usable) {
            List<Long> cell = List.of(
                    Math.round(one.at().lon() / GRID_DEG), Math.round(one.at().lat() / GRID_DEG));
            cells.putIfAbsent(cell, one.at());
        }
        return List.copyOf(cells.values());
    }
}
