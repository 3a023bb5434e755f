package org.twinloop.network.draft;

/**
 * A junction of a network in the making.
 *
 * @param ref its name in the source: {@code n62906030}
 * @param kind {@code junction}, or {@code barrier} for the far side of one
 * @param lon 1e-7 degrees, as {@code lat}
 */
public record DraftNode(int number, String ref, String kind, int lon, int lat) {}
