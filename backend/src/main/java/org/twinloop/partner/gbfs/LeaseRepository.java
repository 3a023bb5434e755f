package org.twinloop.partner.gbfs;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.Database;

/** The SQL of leases: which instance reads whose feeds. */
@ApplicationScoped
class LeaseRepository {

    private final Database database;

    LeaseRepository(Database database) {
        this.database = database;
    }

    /** Takes or prolongs the lease of an operator; false when another instance has it. Times are real. */
    Uni<Boolean> take(UUID operatorId, UUID holder, Instant now, Instant until) {
        return database.sql("""
                        insert into partner.lease as l (operator_id, holder, until) values ($1, $2, $4)
                        on conflict (operator_id) do update set holder = excluded.holder, until = excluded.until
                        where l.holder = excluded.holder or l.until < $3
                        """, operatorId, holder, now, until).map(rows -> rows == 1);
    }
}
