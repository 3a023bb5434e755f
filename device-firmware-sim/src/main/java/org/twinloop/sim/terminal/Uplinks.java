package org.twinloop.sim.terminal;

import java.util.function.Consumer;

/** Gives each device its way to the service: MQTT lines in the running city, lists in tests. */
@FunctionalInterface
public interface Uplinks {
    /** The way of one device; {@code orders} gets the commands that arrive on it. */
    Uplink of(String deviceId, Consumer<Command> orders);
}
