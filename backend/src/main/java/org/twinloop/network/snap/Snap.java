package org.twinloop.network.snap;

import org.twinloop.common.GeoPoint;
import org.twinloop.network.osm.tag.Mode;

/** How a place meets the roads in a mode: by a leg, or not at all. */
public sealed interface Snap {

    Mode mode();

    /**
     * A straight leg between a place and a road; on which side of the road the place lies does not matter.
     *
     * @param edge number of the road in its network
     * @param along how far along the road the leg meets it, 0 at its first junction, 1 at its second
     * @param road where the leg meets the road: the nearest point of it
     * @param distanceM length of the leg, metres
     */
    record AccessLeg(Mode mode, int edge, double along, GeoPoint road, double distanceM) implements Snap {}

    /**
     * No road leads there.
     *
     * @param nearestM distance to the nearest road that would do, however far, metres; infinite where there is none
     */
    record Unreached(Mode mode, Reason reason, double nearestM) implements Snap {}

    /** Why no road leads somewhere. */
    enum Reason {
        /** The network has no road for the mode. */
        NO_NETWORK,
        /** Every road that would do is farther away than a leg may be. */
        TOO_FAR,
        /** Roads are near, but they are cut off from the main part. */
        ISLAND,
        /** Near are motorways, elevated roads and tunnels only. */
        EXPRESSWAY_ONLY,
        /** Near are private roads only, and the place is not for those who may enter them. */
        PRIVATE_ONLY
    }
}
