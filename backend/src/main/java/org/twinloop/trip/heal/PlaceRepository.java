package org.twinloop.trip.heal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.twinloop.common.Database;
import org.twinloop.common.StoredJson;

/** The SQL of piles and bays that are exchanged: bookings of a trip whose row the act holds. */
@ApplicationScoped
class PlaceRepository {
    private final Database database;
    private final StoredJson json;

    PlaceRepository(Database database, StoredJson json) {
        this.database = database;
        this.json = json;
    }

    /**
     * A place that is held: a bay with or without a pile, or a pile on the way.
     *
     * @param connectorId null with {@code pileBookingId} for a bay without a pile
     * @param bayBookingId null for a pile on the way
     * @param windowFrom the time the trip has its car, to {@code windowTo}
     */
    record Held(
            UUID legId,
            UUID stopId,
            UUID connectorId,
            UUID pileBookingId,
            UUID bayBookingId,
            Instant windowFrom,
            Instant windowTo) {
        boolean isOnTheWay() {
            return bayBookingId == null;
        }

        boolean charges() {
            return pileBookingId != null;
        }
    }

    /** What is held instead. */
    record Taken(UUID id, String kind, UUID connectorId, String label) {}

    /** The place of a pile or bay that is booked. */
    Uni<Held> held(UUID bookingId) {
        return database.row("""
                        select k.leg_id, k.stop_id, p.connector_id, p.id, y.id, t.window_from, t.window_to
                        from trip.booking k join trip.trip t on t.id = k.trip_id
                        left join trip.booking y on y.trip_id = k.trip_id and y.kind = 'BAY' and y.state = 'FIRM'
                            and y.stop_id = k.stop_id
                        left join trip.booking p on p.trip_id = k.trip_id and p.kind = 'PILE' and p.state = 'FIRM'
                            and (p.id = k.id or k.kind = 'BAY' and p.stop_id = k.stop_id)
                        where k.id = $1 order by p.id limit 1""", bookingId)
                .map(row -> row.orElseThrow())
                .map(row -> new Held(
                        row.uuid(0),
                        row.uuid(1),
                        row.uuid(2),
                        row.uuid(3),
                        row.uuid(4),
                        row.instant(5),
                        row.instant(6)));
    }

    /** Releases the bookings of a place and adds the others; the trip counts as changed. */
    Uni<Void> exchange(Promise promise, Held held, NewPlace place) {
        Uni<Void> done = release(held.pileBookingId(), held.bayBookingId());
        for (Taken one : place.taken()) {
            done = done.chain(
                    () -> add(promise, held.legId(), place.spot().stop().id(), one));
        }
        return done.chain(() -> show(promise.tripId(), place::show));
    }

    /** Releases the booking of a pile for none other. */
    Uni<Void> giveUpPile(Promise promise, Held held) {
        return release(held.pileBookingId(), null)
                .chain(() -> show(promise.tripId(), planned -> NewPlace.showNoPile(planned, held.isOnTheWay())));
    }

    /** Either may be null. */
    private Uni<Void> release(UUID pileBookingId, UUID bayBookingId) {
        return database.sql(
                        "update trip.booking set state = 'RELEASED', replaced = true, version = version + 1 "
                                + "where id in ($1, $2)",
                        pileBookingId,
                        bayBookingId)
                .replaceWithVoid();
    }

    private Uni<Void> show(UUID tripId, Consumer<ObjectNode> shown) {
        return database.row("select option::text from trip.trip where id = $1", tripId)
                .map(row -> json.read(row.orElseThrow().text(0), ObjectNode.class))
                .invoke(shown)
                .chain(option -> database.sql(
                        "update trip.trip set version = version + 1, option = cast($2::text as jsonb) where id = $1",
                        tripId,
                        json.write(option)))
                .replaceWithVoid();
    }

    private Uni<Void> add(Promise promise, UUID legId, UUID stopId, Taken one) {
        return database.sql(
                        "insert into trip.booking (id, leg_id, trip_id, unit_id, kind, state, version, stop_id, "
                                + "connector_id, label) values ($1, $2, $3, $4, $5, 'FIRM', 0, $6, $7, $8)",
                        one.id(),
                        legId,
                        promise.tripId(),
                        promise.unitId(),
                        one.kind(),
                        stopId,
                        one.connectorId(),
                        one.label())
                .replaceWithVoid();
    }
}
