package org.twinloop.console.loop;

import org.twinloop.common.GeoPoint;

/** Something a traveller can use, where it stands. */
record Facility(Kind kind, GeoPoint at) {

    enum Kind {
        BAY,
        PILE,
        BIKE
    }
}
