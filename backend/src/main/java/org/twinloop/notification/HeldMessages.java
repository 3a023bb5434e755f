package org.twinloop.notification;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;
import org.twinloop.notification.delivery.Deliveries;
import org.twinloop.notification.delivery.NotificationConfig;

/** Lets copies go when the quiet hours of their person are over. */
@ApplicationScoped
class HeldMessages {

    private static final Logger LOG = Logger.getLogger(HeldMessages.class);

    private static final int PASSES_MAX = 200;

    private final Database database;
    private final Deliveries deliveries;
    private final NotificationConfig config;
    private final Trouble trouble = new Trouble(LOG, "copies held in quiet hours");

    HeldMessages(Database database, Deliveries deliveries, NotificationConfig config) {
        this.database = database;
        this.deliveries = deliveries;
        this.config = config;
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return trouble.endure(pass(PASSES_MAX).replaceWithVoid());
    }

    /** One transaction a batch, as long as one is full; answers how many copies. */
    private Uni<Integer> pass(int max) {
        return database.apart(Scope.SYSTEM, deliveries::release)
                .chain(copies -> copies < config.pushBatchMax() || max <= 1
                        ? Uni.createFrom().item(copies)
                        : pass(max - 1).map(more -> copies + more));
    }
}
