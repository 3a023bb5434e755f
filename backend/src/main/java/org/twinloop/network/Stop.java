package org.twinloop.network;

import java.util.Set;
import java.util.UUID;
import org.twinloop.common.GeoPoint;

/**
 * A place of a loop where cars are picked up and returned.
 *
 * @param code short public name such as {@code K01}
 * @param loops the loops it belongs to now; both for a hub
 * @param radiusM a car within this distance counts as standing here, metres
 */
public record Stop(
        UUID id,
        String code,
        String placeId,
        String nameZh,
        String nameEn,
        GeoPoint position,
        Set<LoopId> loops,
        int radiusM,
        boolean hub) {

    public Stop {
        loops = Set.copyOf(loops);
    }

    public boolean covers(GeoPoint point) {
        return position.distanceM(point) <= radiusM;
    }
}
