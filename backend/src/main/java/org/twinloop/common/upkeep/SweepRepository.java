package org.twinloop.common.upkeep;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.twinloop.common.Database;

/** The SQL of the rows that say when a sweep ran. */
@ApplicationScoped
class SweepRepository {

    private final Database database;

    SweepRepository(Database database) {
        this.database = database;
    }

    /** Locks the row of a sweep that is due until the act ends; false when it is not due or another is at it. */
    Uni<Boolean> take(String name, Instant sweptBefore) {
        return database.sql(
                        "insert into common.sweep (name, swept_at) values ($1, 'epoch') on conflict do nothing", name)
                .chain(() -> database.row(
                        "select name from common.sweep where name = $1 and swept_at <= $2 for update skip locked",
                        name,
                        sweptBefore))
                .map(Optional::isPresent);
    }

    Uni<Integer> swept(String name, Instant at) {
        return database.sql("update common.sweep set swept_at = $2 where name = $1", name, at);
    }
}
