package org.twinloop.network.osm;

/** The three kinds of OpenStreetMap elements. */
public enum ElementKind {
    NODE,
    WAY,
    RELATION
}
