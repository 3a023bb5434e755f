package org.twinloop.bike;

import java.util.UUID;
import org.twinloop.common.GeoPoint;

/**
 * A dock with its newest counts.
 *
 * @param bikesAvailable null when not told
 * @param placesFree null when not told or without limit
 */
public record Dock(
        UUID operatorId,
        String id,
        String nameZh,
        String nameEn,
        GeoPoint position,
        Integer bikesAvailable,
        Integer placesFree,
        boolean lends,
        boolean takesBack,
        double distanceM,
        long ageSeconds) {}
