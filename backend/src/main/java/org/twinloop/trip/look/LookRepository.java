package org.twinloop.trip.look;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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
                        insert into trip.look (id, trip_id, unit_id, person_id, name_zh, roles, what, looked_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8)""",
                        look.id(),
                        trip.tripId(),
                        trip.unitId(),
                        look.personId(),
                        look.nameZh(),
                        look.roles().toArray(String[]::new),
                        look.what().name(),
                        look.lookedAt())
                .replaceWithVoid();
    }

    Uni<List<Looked>> list(UUID tripId, UUID before, int limit) {
        return database.rows("""
                        select id, person_id, name_zh, roles, what, looked_at from trip.look
                        where trip_id = $1 and ($2::uuid is null or id < $2)
                        order by id desc limit $3""", tripId, before, limit)
                .map(rows -> rows.stream().map(LookRepository::look).toList());
    }

    private static Looked look(Row r) {
        return new Looked(
                r.uuid(0), r.uuid(1), r.text(2), List.of(r.texts(3)), Looked.What.valueOf(r.text(4)), r.instant(5));
    }
}
