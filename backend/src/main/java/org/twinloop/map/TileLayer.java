package org.twinloop.map;

import java.util.Set;
import org.twinloop.identity.Role;

/** What can be put on the map. The constants are spelled as in the URL. */
enum TileLayer {
    places(false),
    stops(false),
    roads(false),
    loops(false),
    piles(true),
    cars(true);

    private static final Set<Role> FLEET =
            Set.of(Role.FLEET_MANAGER, Role.VEHICLE_ADMINISTRATOR, Role.SUPERVISOR, Role.ADMINISTRATOR);

    private final boolean live;

    TileLayer(boolean live) {
        this.live = live;
    }

    /** Changes by the second and tells where cars are: only for those who run or watch the fleet. */
    boolean live() {
        return live;
    }

    Set<Role> readers() {
        return live ? FLEET : Set.of(Role.values());
    }
}
