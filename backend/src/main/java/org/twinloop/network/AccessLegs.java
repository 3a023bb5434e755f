package org.twinloop.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.DoubleStream;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.snap.RoadLines;
import org.twinloop.network.snap.Snap;
import org.twinloop.network.snap.Snapper;

/** How places and stops meet the roads of one network, in each mode; part of the snapshot. */
final class AccessLegs {

    static final AccessLegs NONE = new AccessLegs(new Snapper(new RoadLines(), 0), List.of(), List.of());

    /** Who stands so near to a place or a stop stands at it: maps of other datums give it back a little off, metres. */
    private static final double SAME_M = 1;

    /** Larger than {@link #SAME_M} anywhere below 84° of latitude. */
    private static final double CELL_DEG = 0.0001;

    private final Snapper snapper;
    private final Map<String, Known> places = new HashMap<>();
    private final Map<UUID, Known> stops = new HashMap<>();
    private final Map<List<Long>, List<Known>> cells = new HashMap<>();

    AccessLegs(Snapper snapper, List<Place> all, List<Stop> standing) {
        this.snapper = snapper;
        all.forEach(place ->
                places.put(place.id(), known(place.position(), place.loop() == LoopId.INNER || place.hub())));
        standing.forEach(stop ->
                stops.put(stop.id(), known(stop.position(), stop.loops().contains(LoopId.INNER))));
    }

    /**
     * A place or a stop.
     *
     * @param mayEnterPrivate whether it is of the inner loop: those lie in compounds, whose roads are private
     * @param snaps by mode, in the order of {@link Mode}
     */
    record Known(GeoPoint position, boolean mayEnterPrivate, List<Snap> snaps) {}

    Snapper snapper() {
        return snapper;
    }

    /** By mode, in the order of {@link Mode}. */
    List<Snap> of(Place place) {
        return snaps(places.get(place.id()));
    }

    List<Snap> of(Stop stop) {
        return snaps(stops.get(stop.id()));
    }

    private static List<Snap> snaps(Known known) {
        return known == null ? List.of() : known.snaps();
    }

    /** The place or stop that lies at a point; of several one that lies in a compound. */
    Optional<Known> at(GeoPoint point) {
        Known found = null;
        double marginDeg = CELL_DEG / 2;
        for (long[] cell : cells(point, marginDeg)) {
            for (Known known : cells.getOrDefault(List.of(cell[0], cell[1]), List.of())) {
                boolean better = found == null || known.mayEnterPrivate() && !found.mayEnterPrivate();
                found = better && known.position().distanceM(point) <= SAME_M ? known : found;
            }
        }
        return Optional.ofNullable(found);
    }

    private Known known(GeoPoint position, boolean mayEnterPrivate) {
        List<Snap> snaps = Arrays.stream(Mode.values())
                .map(mode -> snapper.snap(position, mode, mayEnterPrivate))
                .toList();
        Known known = new Known(position, mayEnterPrivate, snaps);
        long[] cell = cells(position, 0).get(0);
        cells.computeIfAbsent(List.of(cell[0], cell[1]), key -> new ArrayList<>())
                .add(known);
        return known;
    }

    /** The cells that lie within some degrees of a point. */
    private static List<long[]> cells(GeoPoint point, double marginDeg) {
        List<long[]> around = new ArrayList<>();
        for (long lon : numbers(point.lon(), marginDeg)) {
            for (long lat : numbers(point.lat(), marginDeg)) {
                around.add(new long[] {lon, lat});
            }
        }
        return around;
    }

    private static long[] numbers(double degrees, double marginDeg) {
        return DoubleStream.of(degrees - marginDeg, degrees + marginDeg)
                .mapToLong(edge -> (long) Math.floor(edge / CELL_DEG))
                .distinct()
                .toArray();
    }
}
