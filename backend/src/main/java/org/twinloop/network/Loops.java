package org.twinloop.network;

import java.util.List;
import org.twinloop.network.traffic.NoReturn;

/** The rules of the two loops. */
public final class Loops {

    private Loops() {}

    /**
     * THE return rule: a car of a loop is returned at a stop of that loop, unless the stop lies in an area where cars
     * are not returned just then. Hubs are stops of both, so an inner car may end at an inner stop or a hub, and an
     * outer car at any public stop.
     *
     * @param banned whether {@link Stops#noReturn} says something of the stop at the time of the return
     */
    public static boolean returnAllowed(LoopId carLoop, Stop stop, boolean banned) {
        return !banned && stop.loops().contains(carLoop);
    }

    /**
     * The same rule over time, for who does not know yet when a car is returned: when a stop refuses the cars of its
     * own loops.
     *
     * @param bans what {@link Stops#noReturnTimes} says of the stop
     */
    public static List<NoReturn.Time> refused(Stop stop, List<NoReturn.Time> bans) {
        boolean refuses = stop.loops().stream().noneMatch(loop -> returnAllowed(loop, stop, true));
        return refuses ? bans : List.of();
    }
}
