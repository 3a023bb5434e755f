package org.twinloop.console.loop;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.Place;
import org.twinloop.network.Reach;
import org.twinloop.network.road.MetricStamp;
import org.twinloop.network.road.ReachShape;

/**
 * What lies within a walk of something usable.
 *
 * @param estimated the network has no ways for people on foot: straight lines with a detour factor
 * @param metric the travel times that the walks are of
 * @param gaps places that lie farther away, the farthest first
 */
record Coverage(
        int places,
        List<Gap> gaps,
        ReachShape area,
        boolean estimated,
        MetricStamp metric,
        Map<Facility.Kind, Integer> usable) {

    /** Facilities within about 50 m of each other count once for the area. */
    private static final double GRID_DEG = 0.0005;

    /**
     * A place too far from everything.
     *
     * @param nearest null where nothing is to be reached on foot at all
     * @param distanceM of the walk from there
     */
    record Gap(Place place, Facility.Kind nearest, Double distanceM) {

        private double walkM() {
            return distanceM == null ? Double.POSITIVE_INFINITY : distanceM;
        }
    }

    static Coverage of(List<Place> places, List<Facility> usable, double withinM, Reach.Walks walks) {
        Map<Facility.Kind, Integer> counts = new LinkedHashMap<>();
        Gap[] nearest = places.stream().map(place -> new Gap(place, null, null)).toArray(Gap[]::new);
        List<GeoPoint> ends = places.stream().map(Place::position).toList();
        for (Facility.Kind kind : Facility.Kind.values()) {
            List<GeoPoint> starts = usable.stream()
                    .filter(one -> one.kind() == kind)
                    .map(Facility::at)
                    .toList();
            counts.put(kind, starts.size());
            double[] metres = walks.nearestM(starts, ends);
            for (int i = 0; i < metres.length; i++) {
                if (metres[i] < nearest[i].walkM()) {
                    nearest[i] = new Gap(places.get(i), kind, metres[i]);
                }
            }
        }
        List<Gap> gaps = Stream.of(nearest)
                .filter(gap -> gap.walkM() > withinM)
                .sorted(Comparator.comparingDouble(Gap::walkM).reversed())
                .toList();
        return new Coverage(
                places.size(),
                gaps,
                walks.area(thinned(usable), withinM),
                walks.areEstimated(),
                walks.metric(),
                counts);
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
