package org.twinloop.network;

import java.util.Optional;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.road.Landing;
import org.twinloop.network.snap.Snap;

/**
 * How a point meets the roads: where, and what the leg there takes.
 *
 * @param distanceM metres of the leg, its detours included
 */
record Access(Landing landing, double distanceM) {

    private static final double MILLIS_PER_M_AT_1_KMH = 3600;

    /** The nearest road on which a mode can get on and off; private ones only where there is no other. */
    static Optional<Access> of(NetworkSnapshots.Snapshot snapshot, GeoPoint point, Mode mode, NetworkConfig config) {
        var snapper = snapshot.access().snapper();
        Snap snap = snapper.snap(point, mode, false, config.routeLegMaxM());
        if (snap instanceof Snap.Unreached) {
            snap = snapper.snap(point, mode, true, config.routeLegMaxM());
        }
        if (!(snap instanceof Snap.AccessLeg leg)) {
            return Optional.empty();
        }
        double distanceM = leg.distanceM() * config.detourFactor();
        double kmh = mode == Mode.CAR
                ? config.accessSpeedKmh()
                : mode == Mode.BIKE ? config.bikeSpeedKmh() : config.walkSpeedKmh();
        int millis = (int) Math.round(distanceM * MILLIS_PER_M_AT_1_KMH / kmh);
        int row = snapshot.roads().table().row(leg.edge());
        return Optional.of(new Access(new Landing(row, leg.along(), millis), distanceM));
    }
}
