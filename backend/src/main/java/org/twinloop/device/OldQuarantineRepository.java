package org.twinloop.device;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.twinloop.common.Database;
import org.twinloop.common.upkeep.Perishable;

/** Messages that lie in the quarantine for long. */
@ApplicationScoped
class OldQuarantineRepository implements Perishable {

    private static final String DROP = """
            delete from device.quarantine where id in (
                select id from device.quarantine where received_at < $1 order by received_at limit $2)""";

    private final Database database;
    private final DeviceConfig config;
    private final Clock clock;

    OldQuarantineRepository(Database database, DeviceConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "old-quarantine";
    }

    @Override
    public Uni<Integer> drop(int max) {
        return database.sql(DROP, clock.instant().minus(config.keepQuarantined()), max);
    }
}
