package org.twinloop.partner;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.twinloop.common.Database;
import org.twinloop.common.upkeep.Perishable;

/** Records of feeds that were set aside and have not come again. */
@ApplicationScoped
class OldRecordRepository implements Perishable {

    private static final String DROP = """
            delete from partner.quarantine where (operator_id, feed, fingerprint) in (
                select operator_id, feed, fingerprint from partner.quarantine where last_at < $1
                order by last_at limit $2)""";

    private final Database database;
    private final PartnerConfig config;
    private final Clock clock;

    OldRecordRepository(Database database, PartnerConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "old-partner-records";
    }

    @Override
    public Uni<Integer> drop(int max) {
        return database.sql(DROP, clock.instant().minus(config.keepSetAside()), max);
    }
}
