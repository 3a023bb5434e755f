package org.twinloop.telematics.alert;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import org.twinloop.common.Database;
import org.twinloop.common.upkeep.Kept;
import org.twinloop.common.upkeep.Perishable;

/** Alerts that ended long ago; one that goes on, or whose end the journal has not been told of, stays. */
@ApplicationScoped
class OldAlertRepository implements Perishable {

    private static final Duration KEPT_MIN = Duration.ofDays(38);

    private static final String DROP = """
            delete from telematics.occurrence where id in (
                select id from telematics.occurrence where ended_at < $1 and end_told order by ended_at limit $2)""";

    private final Database database;
    private final AlertConfig config;
    private final Clock clock;

    OldAlertRepository(Database database, AlertConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    void check(@Observes StartupEvent started) {
        Kept.atLeast(
                "twinloop.telematics.alert.keep",
                config.keep(),
                KEPT_MIN,
                "signs and reports that come late are known again for 30 days");
    }

    @Override
    public String name() {
        return "old-alerts";
    }

    @Override
    public Uni<Integer> drop(int max) {
        return database.sql(DROP, clock.instant().minus(config.keep()), max);
    }
}
