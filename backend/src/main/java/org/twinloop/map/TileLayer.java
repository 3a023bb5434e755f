package org.twinloop.map;

/** What can be put on the map. The constants are spelled as in the URL. */
enum TileLayer {
    places(false, false),
    stops(false, true),
    roads(false, false),
    loops(false, false),
    piles(true, true),
    cars(true, true);

    private final boolean live;
    private final boolean open;

    TileLayer(boolean live, boolean open) {
        this.live = live;
        this.open = open;
    }

    /** Changes by the second. */
    boolean live() {
        return live;
    }

    /** Has something in it for who has not signed in. */
    boolean open() {
        return open;
    }
}
