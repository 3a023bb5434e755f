package org.twinloop.device.offline;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.twinloop.common.Database;
import org.twinloop.common.upkeep.Perishable;

/** Uses of keys that were told long ago; as long as the key itself is there, its uses are, too. */
@ApplicationScoped
class OldUseRepository implements Perishable {

    private static final String DROP = """
            delete from device.offline_key_use u using (
                select o.device_id, o.used_at, o.counter, o.result from device.offline_key_use o
                where o.reported_at < $1 and not exists (select from device.offline_key k
                    where k.trip_id = o.trip_id and k.counter = o.counter and k.device_id = o.device_id)
                order by o.reported_at limit $2) g
            where u.device_id = g.device_id and u.used_at = g.used_at and u.counter = g.counter
                and u.result = g.result""";

    private final Database database;
    private final OfflineKeyConfig config;
    private final Clock clock;

    OldUseRepository(Database database, OfflineKeyConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "old-key-uses";
    }

    @Override
    public Uni<Integer> drop(int max) {
        return database.sql(DROP, clock.instant().minus(config.keep()), max);
    }
}
