package org.twinloop.identity.guess;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.twinloop.common.Database;
import org.twinloop.common.SystemTime;
import org.twinloop.common.upkeep.Perishable;

/** Wrong passwords of long ago; real time. */
@ApplicationScoped
class OldGuessRepository implements Perishable {

    private static final String DROP = """
            delete from identity.guess where key in (
                select key from identity.guess
                where tried_at < $1 and (locked_until is null or locked_until < $1) order by tried_at limit $2)""";

    private final Database database;
    private final Duration keep;

    OldGuessRepository(
            Database database,
            @ConfigProperty(name = "twinloop.identity.keep-guesses", defaultValue = "P1D") Duration keep) {
        this.database = database;
        this.keep = keep;
    }

    @Override
    public String name() {
        return "old-guesses";
    }

    @Override
    public Uni<Integer> drop(int max) {
        return database.sql(DROP, SystemTime.now().minus(keep), max);
    }
}
