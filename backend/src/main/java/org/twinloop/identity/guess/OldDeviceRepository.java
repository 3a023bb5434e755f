package org.twinloop.identity.guess;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.twinloop.common.Database;
import org.twinloop.common.SystemTime;
import org.twinloop.common.upkeep.Perishable;

/** Devices at which nobody has signed in for long; real time. */
@ApplicationScoped
class OldDeviceRepository implements Perishable {

    private static final String DROP = """
            delete from identity.known_device where token_hash in (
                select token_hash from identity.known_device where used_at < $1 order by used_at limit $2)""";

    private final Database database;
    private final Duration keep;

    OldDeviceRepository(
            Database database,
            @ConfigProperty(name = "twinloop.identity.keep-devices", defaultValue = "P180D") Duration keep) {
        this.database = database;
        this.keep = keep;
    }

    @Override
    public String name() {
        return "old-devices";
    }

    @Override
    public Uni<Integer> drop(int max) {
        return database.sql(DROP, SystemTime.now().minus(keep), max);
    }
}
