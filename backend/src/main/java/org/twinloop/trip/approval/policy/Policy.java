package org.twinloop.trip.approval.policy;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;
import org.twinloop.trip.approval.rule.PolicyVersion;

/**
 * The policy of the house by date. Every instance keeps all editions in memory and looks for new ones every second
 * (config), so that a decision needs no query; an edition is published well before it takes effect, so nobody decides
 * by an old one.
 */
@ApplicationScoped
public class Policy {
    private final Database database;
    private final PolicyRepository repository;
    private final Trouble trouble = new Trouble(Logger.getLogger(Policy.class), "looks for newer editions");
    private volatile List<PolicyEdition> editions = List.of();

    Policy(Database database, PolicyRepository repository) {
        this.database = database;
        this.repository = repository;
    }

    /**
     * The version in force at an instant; there always is one, since the first version has no end. Must be called
     * inside an act or read.
     */
    public Uni<PolicyVersion> inForce(Instant at) {
        return known(at)
                .map(found -> Uni.createFrom().item(found))
                .orElseGet(() -> repository
                        .all()
                        .invoke(all -> editions = all)
                        .map(all -> known(at)
                                .orElseThrow(() -> new IllegalStateException("no policy is in force at " + at))))
                .map(PolicyEdition::rules);
    }

    /** The same without a query; empty until this instance has read the editions. */
    public Optional<PolicyVersion> remembered(Instant at) {
        return known(at).map(PolicyEdition::rules);
    }

    /** All editions, the newest first. Must be called inside an act or read. */
    Uni<List<PolicyEdition>> editions() {
        return repository.all();
    }

    @Scheduled(every = "${twinloop.trip.policy.refresh:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return trouble.endure(database.apart(
                        Scope.SYSTEM,
                        () -> repository
                                .count()
                                .chain(count -> count == editions.size()
                                        ? Uni.createFrom().item(editions)
                                        : repository.all()))
                .invoke(all -> editions = all)
                .replaceWithVoid());
    }

    private Optional<PolicyEdition> known(Instant at) {
        return editions.stream().filter(one -> one.isInForce(at)).findFirst();
    }
}
