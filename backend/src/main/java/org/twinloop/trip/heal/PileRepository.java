package org.twinloop.trip.heal;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.Database;

/** The SQL of piles that are exchanged: bookings of a trip whose row the act holds. */
@ApplicationScoped
class PileRepository {
    private final Database database;

    PileRepository(Database database) {
        this.database = database;
    }

    /**
     * A pile that is held.
     *
     * @param bayBookingId of the bay it reaches; null for a pile on the way
     * @param windowFrom the time the trip has its car, to {@code windowTo}
     */
    record Held(UUID legId, UUID stopId, UUID connectorId, UUID bayBookingId, Instant windowFrom, Instant windowTo) {}

    /** What is held instead. */
    record Taken(UUID id, String kind, UUID connectorId, String label) {}

    Uni<Held> held(UUID pileBookingId) {
        return database.row(
                        "select p.leg_id, p.stop_id, p.connector_id, y.id, t.window_from, t.window_to "
                                + "from trip.booking p join trip.trip t on t.id = p.trip_id left join trip.booking y "
                                + "on y.trip_id = p.trip_id and y.kind = 'BAY' and y.state = 'FIRM' "
                                + "and y.stop_id = p.stop_id where p.id = $1",
                        pileBookingId)
                .map(row -> row.orElseThrow())
                .map(row ->
                        new Held(row.uuid(0), row.uuid(1), row.uuid(2), row.uuid(3), row.instant(4), row.instant(5)));
    }

    /** Releases the bookings of the pile and its bay and adds the others; the trip counts as changed. */
    Uni<Void> exchange(Promise promise, Held held, List<Taken> taken) {
        Uni<Void> done = database.sql(
                        "update trip.booking set state = 'RELEASED', replaced = true, version = version + 1 "
                                + "where id in ($1, $2)",
                        promise.bookingId(),
                        held.bayBookingId() == null ? promise.bookingId() : held.bayBookingId())
                .replaceWithVoid();
        for (Taken one : taken) {
            done = done.chain(() -> add(promise, held, one));
        }
        return done.chain(() ->
                        database.sql("update trip.trip set version = version + 1 where id = $1", promise.tripId()))
                .replaceWithVoid();
    }

    private Uni<Void> add(Promise promise, Held held, Taken one) {
        return database.sql(
                        "insert into trip.booking (id, leg_id, trip_id, unit_id, kind, state, version, stop_id, "
                                + "connector_id, label) values ($1, $2, $3, $4, $5, 'FIRM', 0, $6, $7, $8)",
                        one.id(),
                        held.legId(),
                        promise.tripId(),
                        promise.unitId(),
                        one.kind(),
                        held.stopId(),
                        one.connectorId(),
                        one.label())
                .replaceWithVoid();
    }
}
