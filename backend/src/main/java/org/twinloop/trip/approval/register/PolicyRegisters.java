package org.twinloop.trip.approval.register;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;

/** The registers as plans ask for them, read once a while: an import shows on its own instance at once. */
@ApplicationScoped
public class PolicyRegisters {
    private static final Logger LOG = Logger.getLogger(PolicyRegisters.class);

    private final Database database;
    private final RegisterRepository repository;
    private final Trouble trouble = new Trouble(LOG, "registers of policy");
    private volatile PolicyRegister newest = PolicyRegister.EMPTY;

    PolicyRegisters(Database database, RegisterRepository repository) {
        this.database = database;
        this.repository = repository;
    }

    public PolicyRegister now() {
        return newest;
    }

    @Scheduled(
            every = "${twinloop.trip.register.refresh:30s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return trouble.endure(refresh());
    }

    /** Reads what any instance has taken. */
    Uni<Void> refresh() {
        return database.apart(Scope.SYSTEM, repository::read)
                .invoke(read -> newest = read)
                .replaceWithVoid();
    }
}
