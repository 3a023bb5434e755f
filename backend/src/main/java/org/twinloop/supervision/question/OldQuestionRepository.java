package org.twinloop.supervision.question;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.twinloop.common.Database;
import org.twinloop.common.upkeep.Perishable;

/** Questions of long ago, with the places in them; what became a finding stays in the finding. */
@ApplicationScoped
class OldQuestionRepository implements Perishable {

    private static final String DROP = "delete from supervision.question where id in (select id from "
            + "supervision.question where ended_at < $1 and phase <> 'TO_DECIDE' order by ended_at limit $2)";

    private final Database database;
    private final QuestionConfig config;
    private final Clock clock;

    OldQuestionRepository(Database database, QuestionConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "old-questions";
    }

    @Override
    public Uni<Integer> drop(int max) {
        return database.sql(DROP, clock.instant().minus(config.keep()), max);
    }
}
