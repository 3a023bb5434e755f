package org.twinloop.partner.webhook;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.SystemTime;
import org.twinloop.common.upkeep.Perishable;

/** The SQL of webhooks that were let in. Real time: partners do not keep the city's clock. */
@ApplicationScoped
class WebhookRepository implements Perishable {

    private final Database database;
    private final WebhookConfig config;

    WebhookRepository(Database database, WebhookConfig config) {
        this.database = database;
        this.config = config;
    }

    /** Notes an id; answers false when it was noted before. Of two at once the second waits for the first. */
    Uni<Boolean> insert(UUID operatorId, String webhookId, String type, Instant at) {
        return database.sql(
                        "insert into partner.webhook_call (operator_id, webhook_id, type, outcome, received_at) "
                                + "values ($1, $2, $3, 'TAKEN', $4) on conflict do nothing",
                        operatorId,
                        webhookId,
                        type,
                        at)
                .map(rows -> rows == 1);
    }

    Uni<Void> outcome(UUID operatorId, String webhookId, WebhookDesk.Outcome outcome) {
        return database.sql(
                        "update partner.webhook_call set outcome = $3 where operator_id = $1 and webhook_id = $2",
                        operatorId,
                        webhookId,
                        outcome.name())
                .replaceWithVoid();
    }

    @Override
    public String name() {
        return "old-webhooks";
    }

    @Override
    public Uni<Integer> drop(int max) {
        Duration least = config.window().multipliedBy(2);
        Duration keep = config.keepIds().compareTo(least) < 0 ? least : config.keepIds();
        return database.sql(
                "delete from partner.webhook_call where (operator_id, webhook_id) in (select operator_id, webhook_id "
                        + "from partner.webhook_call where received_at < $1 order by received_at limit $2)",
                SystemTime.now().minus(keep),
                max);
    }
}
