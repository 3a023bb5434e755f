package org.twinloop.map;

/** For whom a tile is drawn. */
enum Audience {
    /** Who has not signed in: public stops of the outer loop, free cars, free piles. */
    CITIZEN,
    /** Who has: both loops, roads and places besides; of cars and piles what citizens see. */
    STAFF,
    /** Who runs or watches the fleet: every car and pile of their rows, with its state. */
    FLEET
}
