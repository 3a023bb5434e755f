package org.twinloop.network.traffic;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.osm.tag.Structure;

/**
 * Something the fleet manager has closed for a time.
 *
 * @param version 1 when it is new; grows with every change
 * @param from from when on
 * @param to until when; null until further notice
 * @param modes who may not use the roads; nobody's for an area where cars are not returned
 * @param roads of a closed road; empty for areas
 * @param structures what carries the roads that an area closes: a tunnel beneath it may stay open; empty for the others
 * @param area corners of a polygon, the first not repeated; empty for roads
 */
record Closure(
        UUID id,
        int version,
        Kind kind,
        String nameZh,
        String nameEn,
        Instant from,
        Instant to,
        Set<Mode> modes,
        List<ClosedRoad> roads,
        Set<Structure> structures,
        List<GeoPoint> area) {

    Closure {
        modes = Set.copyOf(modes);
        roads = List.copyOf(roads);
        structures = Set.copyOf(structures);
        area = List.copyOf(area);
    }

    /** What is closed. */
    enum Kind {
        /** Single roads, in one direction or both. */
        ROAD,
        /** Every road that comes into an area. */
        AREA,
        /** No road, but cars are not returned within an area. */
        NO_RETURN
    }

    /** Which direction of a road. */
    enum Direction {
        BOTH,
        /** From its first junction to its second. */
        FORWARD,
        BACKWARD
    }

    /** @param edge number of the road in the network in use */
    record ClosedRoad(int edge, Direction direction) {}

    boolean saysTheSameAs(Closure other) {
        return kind == other.kind
                && nameZh.equals(other.nameZh)
                && nameEn.equals(other.nameEn)
                && from.equals(other.from)
                && Objects.equals(to, other.to)
                && modes.equals(other.modes)
                && Set.copyOf(roads).equals(Set.copyOf(other.roads))
                && structures.equals(other.structures)
                && area.equals(other.area);
    }

    Closure withVersion(int newer) {
        return new Closure(id, newer, kind, nameZh, nameEn, from, to, modes, roads, structures, area);
    }
}
