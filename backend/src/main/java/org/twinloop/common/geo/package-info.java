/**
 * Positions as the outside writes them: datums of Chinese maps, encoded polylines, positions within JSON.
 *
 * <p>Inside the service a position is a {@code GeoPoint} and always WGS-84; other datums exist at the edges only, where
 * what comes in is converted before anything else is done with it and what goes out just before it is written. May call
 * {@code common} only.
 */
package org.twinloop.common.geo;
