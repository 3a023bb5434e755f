package org.twinloop.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The newest state of everything, read at one moment for one set of rows. Never changed after it was made. */
record Sighting(Overview overview, List<ConsoleVehicle> cars) {

    Instant at() {
        return overview.at();
    }

    /** Cars whose report or state is not the one remembered; remembers them. */
    List<ConsoleVehicle> changedSince(Map<UUID, ConsoleVehicle> remembered) {
        List<ConsoleVehicle> changed = new ArrayList<>();
        for (ConsoleVehicle car : cars) {
            if (!car.sameAs(remembered.put(car.id(), car))) {
                changed.add(car);
            }
        }
        return changed;
    }

    static Map<UUID, ConsoleVehicle> nothingRemembered() {
        return new HashMap<>();
    }
}
