package org.twinloop.network;

import org.twinloop.common.GeoPoint;

/**
 * Anywhere with a name.
 *
 * @param confidence {@code high}, {@code medium} or {@code low}
 * @param uncertaintyM estimated half-width of the position's error, metres
 */
public record Place(
        String id,
        String nameZh,
        String nameEn,
        String district,
        String category,
        LoopId loop,
        boolean hub,
        GeoPoint position,
        String confidence,
        int uncertaintyM) {}
