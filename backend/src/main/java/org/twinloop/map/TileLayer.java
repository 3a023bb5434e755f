package org.twinloop.map;

/** What can be put on the map. The constants are spelled as in the URL. */
enum TileLayer {
    places(false),
    stops(false),
    roads(false),
    loops(false),
    piles(true),
    cars(true);

    private final boolean live;

    TileLayer(boolean live) {
        this.live = live;
    }

    /** Changes by the second. */
    boolean live() {
        return live;
    }
}
