package org.twinloop.supervision.sample;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.twinloop.common.Database;
import org.twinloop.common.upkeep.Perishable;

/** Draws of long ago; what became a finding stays as the finding, and the draw in the journal. */
@ApplicationScoped
class OldSampleRepository implements Perishable {

    private static final String DROP = "delete from supervision.sample where id in (select id from "
            + "supervision.sample where drawn_at < $1 order by drawn_at limit $2)";

    private final Database database;
    private final SampleConfig config;
    private final Clock clock;

    OldSampleRepository(Database database, SampleConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "old-samples";
    }

    @Override
    public Uni<Integer> drop(int max) {
        return database.sql(DROP, clock.instant().minus(config.keep()), max);
    }
}
