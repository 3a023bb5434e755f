package org.twinloop.notification;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.twinloop.common.Database;
import org.twinloop.common.upkeep.Perishable;
import org.twinloop.notification.delivery.NotificationConfig;

/** Messages that were read long ago; one that nobody read stays. */
@ApplicationScoped
class OldMessageRepository implements Perishable {

    private static final String DROP = """
            with old as (
                select id from notification.message where read_at < $1 order by read_at limit $2),
            copies as (
                delete from notification.delivery where message_id in (select id from old))
            delete from notification.message where id in (select id from old)""";

    private final Database database;
    private final NotificationConfig config;
    private final Clock clock;

    OldMessageRepository(Database database, NotificationConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "old-messages";
    }

    @Override
    public Uni<Integer> drop(int max) {
        return database.sql(DROP, clock.instant().minus(config.keepRead()), max);
    }
}
