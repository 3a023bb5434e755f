package org.twinloop.map;

/** Of tiles there is one datum: a square of the pyramid shifted by half a kilometre would be another square. */
enum TileDatum {
    wgs84
}
