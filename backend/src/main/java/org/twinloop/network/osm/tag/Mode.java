package org.twinloop.network.osm.tag;

/** The three ways of moving on the network. */
public enum Mode {
    CAR,
    BIKE,
    FOOT
}
