package org.twinloop.trip.look;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.Row;

/** The SQL of looks. */
@ApplicationScoped
class LookRepository {

    private final Database database;

    LookRepository(Database database) {
        this.database = database;
    }

    Uni<Void> insert(Looks.Shown trip, Looked look) {
        return database.sql(
                        """
                        insert into trip.look (id, trip_id, unit_id, person_id, name_zh, roles, what, looked_at,
                            reason)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)""",
                        look.id(),
                        trip.tripId(),
                        trip.unitId(),
                        look.personId(),
                        look.nameZh(),
                        look.roles().toArray(String[]::new),
                        look.what().name(),
                        look.lookedAt(),
                        look.reason())
                .replaceWithVoid();
    }

    Uni<List<Looked>> list(UUID tripId, UUID before, int limit) {
        return database.rows("""
                        select id, person_id, name_zh, roles, what, looked_at, reason from trip.look
                        where trip_id = $1 and ($2::uuid is null or id < $2)
                        order by id desc limit $3""", tripId, before, limit)
                .map(rows -> rows.stream().map(LookRepository::look).toList());
    }

    /** Trips whose ride with a car touches a time; of a ride that goes on the end is not known. */
    Uni<List<Ride>> rides(UUID vehicleId, Instant from, Instant to) {
        return database.rows("""
                        select t.id, t.unit_id, t.traveller_id, t.started_at, t.ended_at from trip.trip t
                        where t.id in (select trip_id from trip.booking where vehicle_id = $1 and kind = 'CAR')
                            and t.started_at < $3 and coalesce(t.ended_at, $3) >= $2
                            and $1 = (select b.vehicle_id from trip.booking b where b.trip_id = t.id and b.kind = 'CAR'
                                and b.state in ('FIRM', 'RELEASED') order by b.state = 'FIRM' desc, b.id desc limit 1)
                        order by t.started_at""", vehicleId, from, to)
                .map(rows -> rows.stream()
                        .map(row -> new Ride(
                                new Looks.Shown(row.uuid(0), row.uuid(1), row.uuid(2)),
                                row.instant(3),
                                row.isNull(4) ? to : row.instant(4)))
                        .toList());
    }

    /** A trip with the time of its ride. */
    record Ride(Looks.Shown trip, Instant from, Instant to) {}

    private static Looked look(Row r) {
        return new Looked(
                r.uuid(0),
                r.uuid(1),
                r.text(2),
                List.of(r.texts(3)),
                Looked.What.valueOf(r.text(4)),
                r.instant(5),
                r.text(6));
    }
}
