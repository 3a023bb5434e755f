package org.twinloop.trip.planning.energy;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;

/** The newest fit of each model, read once a while and shared by all plans; a plan that has begun keeps its own. */
@ApplicationScoped
public class EnergyFits {

    private static final Logger LOG = Logger.getLogger(EnergyFits.class);

    private final Database database;
    private final FitRepository repository;
    private final Trouble trouble = new Trouble(LOG, "fits of consumption");
    private volatile Map<String, EnergyFit> newest = Map.of();

    EnergyFits(Database database, FitRepository repository) {
        this.database = database;
        this.repository = repository;
    }

    /** What drives say of a model; nothing while there are too few. */
    public Optional<EnergyFit> find(String modelCode) {
        return Optional.ofNullable(newest.get(modelCode));
    }

    /** Adds a fit, in the caller's act; plans use it after the next {@link #refresh}. */
    public Uni<Void> add(String modelCode, EnergyFit fit, Instant at) {
        return repository.add(modelCode, fit, at).replaceWithVoid();
    }

    @Scheduled(
            every = "${twinloop.trip.planning.fit.refresh:1m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return trouble.endure(refresh());
    }

    /** Reads what any instance has added. */
    public Uni<Void> refresh() {
        return database.apart(Scope.SYSTEM, repository::newest)
                .invoke(read -> newest = Map.copyOf(read))
                .replaceWithVoid();
    }
}
