package org.twinloop.partner.gb32960;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.twinloop.common.Ids;
import org.twinloop.partner.gb32960.PlaceRepository.Place;

/** The connections this instance holds, and which of them is the terminal of a car: the newest login. */
@ApplicationScoped
class LiveConnections {

    private final UUID instance = Ids.next();
    private final Set<GbConnection> all = ConcurrentHashMap.newKeySet();
    private final Map<String, Held> terminals = new ConcurrentHashMap<>();
    private final GbConfig config;
    private final GbMeters meters;

    LiveConnections(GbConfig config, GbMeters meters) {
        this.config = config;
        this.meters = meters;
        meters.connections(all);
    }

    /** The place of a terminal and the connection that has it. */
    static final class Held {

        private final Place place;
        private final GbConnection connection;
        private volatile long toldNanos;

        private Held(Place place, GbConnection connection) {
            this.place = place;
            this.connection = connection;
            toldNanos = connection.heardNanos();
        }

        Place place() {
            return place;
        }

        GbConnection connection() {
            return connection;
        }

        /** Whether it was heard so much later than is written. */
        boolean isNews(long nanos) {
            return connection.heardNanos() - toldNanos >= nanos;
        }

        void told(long heardNanos) {
            toldNanos = heardNanos;
        }
    }

    /** This running instance of the service, as it stands in {@code partner.gb_session}. */
    UUID instance() {
        return instance;
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

    List<Held> held() {
        return List.copyOf(terminals.values());
    }

    /**
     * Gives a connection the place of a car's terminal that its login has got. The one before is closed.
     *
     * @return false when a newer login has it already
     */
    boolean enter(Place place, GbConnection connection) {
        Held entering = new Held(place, connection);
        Held[] before = new Held[1];
        Held now = terminals.compute(place.vin(), (key, present) -> {
            before[0] = present;
            return present == null || present.place().epoch() < place.epoch() ? entering : present;
        });
        boolean entered = now == entering;
        if (entered && before[0] != null && before[0].connection() != connection) {
            overtaken(before[0], "a newer login of the terminal took over");
        }
        return entered;
    }

    void overtaken(Held held, String why) {
        meters.overtaken();
        held.connection().close(why);
    }

    /** A successor in its place stays. */
    void leave(Place place) {
        terminals.computeIfPresent(
                place.vin(), (key, present) -> present.place().equals(place) ? null : present);
    }

    void closeIf(Predicate<GbConnection> which, String why) {
        all.stream().filter(which).forEach(connection -> connection.close(why));
    }
}
