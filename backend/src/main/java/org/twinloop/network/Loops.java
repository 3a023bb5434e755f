package org.twinloop.network;

import java.util.Optional;
import org.twinloop.network.traffic.NoReturn;

/** The rules of the two loops. */
public final class Loops {

    private Loops() {}

    /**
     * THE return rule: a car of a loop is returned at a stop of that loop, unless the stop lies in an area where cars
     * are not returned just then. Hubs are stops of both, so an inner car may end at an inner stop or a hub, and an
     * outer car at any public stop.
     *
     * @param ban what {@link Stops#noReturn} says of the stop at the time of the return; empty where that time is not
     *     known yet and {@link Stops#noReturnTimes} are looked at when it is
     */
    public static boolean returnAllowed(LoopId carLoop, Stop stop, Optional<NoReturn> ban) {
        return ban.isEmpty() && stop.loops().contains(carLoop);
    }
}
