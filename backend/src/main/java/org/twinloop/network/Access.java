package org.twinloop.network;

import java.util.Optional;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.road.Landing;
import org.twinloop.network.road.ModeRoads;
import org.twinloop.network.snap.Snap;

/**
 * How a point meets the roads: where, and what the leg there takes.
 *
 * @param distanceM metres of the leg, its detours included
 */
record Access(Landing landing, double distanceM) {

    private static final double MILLIS_PER_M_AT_1_KMH = 3600;

    /**
     * How a point meets the roads. A place or a stop does so by the leg that is told of it, and where that road is
     * closed or farther off than is told, by the nearest open one that will do: into private roads only those of the
     * inner loop go, and a way to others ends before them. Any other point meets the nearest open road on which a mode
     * can get on and off; a private one only where there is no other.
     *
     * @param roads of the snapshot, with the travel times that tell which are closed
     */
    static Optional<Access> of(
            NetworkSnapshots.Snapshot snapshot, GeoPoint point, ModeRoads roads, NetworkConfig config) {
        if (roads.isEmpty()) {
            return Optional.empty();
        }
        Mode mode = roads.graph().mode();
        double longestM = config.routeLegMaxM();
        var snapper = snapshot.access().snapper();
        return snapshot.access()
                .at(point)
                .map(known -> told(snapshot, known, roads)
                        .or(() -> snapper.leg(point, mode, known.mayEnterPrivate(), longestM, roads::isOpen)))
                .orElseGet(() -> snapper.leg(point, mode, false, longestM, roads::isOpen)
                        .or(() -> snapper.leg(point, mode, true, longestM, roads::isOpen)))
                .map(leg -> of(snapshot, leg, mode, config));
    }

    private static Optional<Snap.AccessLeg> told(
            NetworkSnapshots.Snapshot snapshot, AccessLegs.Known known, ModeRoads roads) {
        return known.snaps().get(roads.graph().mode().ordinal()) instanceof Snap.AccessLeg leg
                        && roads.isOpen(snapshot.roads().table().row(leg.edge()))
                ? Optional.of(leg)
                : Optional.empty();
    }

    private static Access of(NetworkSnapshots.Snapshot snapshot, Snap.AccessLeg leg, Mode mode, NetworkConfig config) {
        double distanceM = leg.distanceM() * config.detourFactor();
        double kmh = mode == Mode.CAR
                ? config.accessSpeedKmh()
                : mode == Mode.BIKE ? config.bikeSpeedKmh() : config.walkSpeedKmh();
        int millis = (int) Math.round(distanceM * MILLIS_PER_M_AT_1_KMH / kmh);
        int row = snapshot.roads().table().row(leg.edge());
        return new Access(new Landing(row, leg.along(), millis), distanceM);
    }
}
