package org.twinloop.network;

/** The rules of the two loops. */
public final class Loops {

    private Loops() {}

    /**
     * THE return rule: a car of a loop is returned at a stop of that loop. Hubs are stops of both, so an inner car may
     * end at an inner stop or a hub, and an outer car at any public stop.
     */
    public static boolean returnAllowed(LoopId carLoop, Stop stop) {
        return stop.loops().contains(carLoop);
    }
}
