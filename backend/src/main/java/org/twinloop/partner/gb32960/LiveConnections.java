package org.twinloop.partner.gb32960;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.twinloop.common.SystemTime;

/** The connections this instance holds, and which of them is the terminal of a car: one at a time. */
@ApplicationScoped
class LiveConnections {

    private final Set<GbConnection> all = ConcurrentHashMap.newKeySet();
    private final Map<String, GbConnection> terminals = new ConcurrentHashMap<>();
    private final GbConfig config;

    LiveConnections(GbConfig config, GbMeters meters) {
        this.config = config;
        meters.connections(all);
    }

    /** False when there are enough. */
    boolean add(GbConnection connection) {
        return all.size() < config.connectionsMax() && all.add(connection);
    }

    void remove(GbConnection connection) {
        all.remove(connection);
    }

    Set<GbConnection> all() {
        return all;
    }

    /**
     * Gives a connection the place of a car's terminal. The same SIM card comes back for its place at once, because the
     * connection before may be dead without knowing it; another card has to wait until that one has fallen silent.
     *
     * @return false when another SIM card has the place
     */
    boolean enter(String vin, String iccid, GbConnection connection) {
        GbConnection[] out = new GbConnection[1];
        GbConnection now = terminals.compute(vin, (key, present) -> {
            if (present == null || present == connection) {
                return connection;
            }
            boolean silent = present.isSilentFor(config.otherSimAfter().toNanos(), SystemTime.nanos());
            if (!iccid.equals(present.sender().iccid()) && !silent) {
                return present;
            }
            out[0] = present;
            return connection;
        });
        if (out[0] != null) {
            out[0].close("a newer connection of the terminal took over");
        }
        return now == connection;
    }

    /** A successor in its place stays. */
    void leave(String vin, GbConnection connection) {
        terminals.remove(vin, connection);
    }

    void closeIf(Predicate<GbConnection> which, String why) {
        all.stream().filter(which).forEach(connection -> connection.close(why));
    }
}
