package org.twinloop.network;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.snap.RoadLines;
import org.twinloop.network.snap.Snap;
import org.twinloop.network.snap.Snapper;

/** How places and stops meet the roads of one network, in each mode; part of the snapshot. */
final class AccessLegs {

    static final AccessLegs NONE = new AccessLegs(new Snapper(new RoadLines(), 0), List.of(), List.of());

    private final Snapper snapper;
    private final Map<String, List<Snap>> places = new HashMap<>();
    private final Map<UUID, List<Snap>> stops = new HashMap<>();

    AccessLegs(Snapper snapper, List<Place> all, List<Stop> standing) {
        this.snapper = snapper;
        all.forEach(place -> places.put(place.id(), snap(place.position(), place.loop() == LoopId.INNER)));
        standing.forEach(stop ->
                stops.put(stop.id(), snap(stop.position(), stop.loops().contains(LoopId.INNER))));
    }

    Snapper snapper() {
        return snapper;
    }

    /** By mode, in the order of {@link Mode}. */
    List<Snap> of(Place place) {
        return places.getOrDefault(place.id(), List.of());
    }

    List<Snap> of(Stop stop) {
        return stops.getOrDefault(stop.id(), List.of());
    }

    /** Those of the inner loop lie in compounds, whose roads are private. */
    private List<Snap> snap(GeoPoint position, boolean inner) {
        return Arrays.stream(Mode.values())
                .map(mode -> snapper.snap(position, mode, inner))
                .toList();
    }
}
