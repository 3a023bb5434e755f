package org.twinloop.partner.gbfs;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.common.ServiceOpens;
import org.twinloop.common.SystemTime;
import org.twinloop.common.Trouble;
import org.twinloop.operator.Operator;
import org.twinloop.operator.Operators;

/**
 * Keeps the systems of all bike operators up to date. An operator's endpoint is the address of its discovery file. One
 * instance at a time reads a system, by lease; all state here belongs to the one pass that runs at a time.
 */
@ApplicationScoped
class GbfsPoller {

    private static final Logger LOG = Logger.getLogger(GbfsPoller.class);

    private final Vertx vertx;
    private final Database database;
    private final Operators operators;
    private final LeaseRepository leases;
    private final GbfsPoll poll;
    private final GbfsConfig config;
    private final Clock clock;
    private final UUID instance = Ids.next();
    private final Map<UUID, Held> systems = new HashMap<>();
    /** One an operator, and so as few as operators. */
    private final Map<UUID, Trouble> troubles = new HashMap<>();

    private List<Operator> known = List.of();
    private Instant refreshAt = Instant.EPOCH;
    private final Trouble trouble = new Trouble(LOG, "readings of bike feeds");
    private volatile boolean stopping;

    GbfsPoller(
            Vertx vertx,
            Database database,
            Operators operators,
            LeaseRepository leases,
            GbfsPoll poll,
            GbfsConfig config,
            Clock clock) {
        this.vertx = vertx;
        this.database = database;
        this.operators = operators;
        this.leases = leases;
        this.poll = poll;
        this.config = config;
        this.clock = clock;
    }

    /**
     * @param address the discovery file it was begun with
     * @param leaseUntil real time
     */
    private record Held(String address, GbfsMemory memory, Instant leaseUntil) {}

    void start(@Observes ServiceOpens opens) {
        again();
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    private void again() {
        vertx.setTimer(config.rest().toMillis(), timer -> {
            if (!stopping) {
                trouble.watch(pass()).subscribe().with(done -> again(), failed -> again());
            }
        });
    }

    private Uni<Void> pass() {
        return refreshed()
                .chain(all -> Multi.createFrom()
                        .iterable(all)
                        .onItem()
                        .transformToUniAndConcatenate(this::look)
                        .collect()
                        .asList())
                .replaceWithVoid();
    }

    private Uni<List<Operator>> refreshed() {
        Instant now = SystemTime.now();
        if (now.isBefore(refreshAt)) {
            return Uni.createFrom().item(known);
        }
        return database.apart(Scope.SYSTEM, operators::all).invoke(all -> {
            known = all.stream()
                    .filter(one -> one.kind() == Operator.Kind.BIKE && one.endpointUrl() != null)
                    .toList();
            refreshAt = now.plus(config.operatorsRefresh());
        });
    }

    /** One system that fails must not stop the others. */
    private Uni<Boolean> look(Operator operator) {
        if (operator.kind() != Operator.Kind.BIKE || operator.endpointUrl() == null) {
            return Uni.createFrom().item(false);
        }
        Held held = systems.get(operator.id());
        if (held != null
                && held.address().equals(operator.endpointUrl())
                && !held.memory().anythingDue(clock.instant())) {
            return Uni.createFrom().item(false);
        }
        return leased(operator, held)
                .chain(own -> own == null ? Uni.createFrom().item(false) : polled(operator, own))
                .invoke(trouble(operator)::over)
                .onFailure()
                .invoke(trouble(operator)::met)
                .onFailure()
                .recoverWithItem(false);
    }

    private Trouble trouble(Operator operator) {
        return troubles.computeIfAbsent(
                operator.id(), id -> new Trouble(LOG, "readings of the bike feeds of " + operator.code()));
    }

    private Uni<Boolean> polled(Operator operator, Held own) {
        return poll.run(operator.id(), own.memory())
                .invoke(result ->
                        systems.put(operator.id(), new Held(own.address(), result.memory(), own.leaseUntil())))
                .replaceWith(true);
    }

    /** The system with a lease that is good for a while; null when another instance reads it. */
    private Uni<Held> leased(Operator operator, Held held) {
        Instant now = SystemTime.now();
        if (held != null && now.isBefore(held.leaseUntil().minus(config.lease().dividedBy(2)))) {
            return begun(operator, held, held.leaseUntil());
        }
        Instant until = now.plus(config.lease());
        return database.apart(Scope.SYSTEM, () -> leases.take(operator.id(), instance, now, until))
                .chain(taken -> {
                    if (!taken) {
                        systems.remove(operator.id());
                        return Uni.createFrom().nullItem();
                    }
                    return begun(operator, held, until);
                });
    }

    private Uni<Held> begun(Operator operator, Held held, Instant until) {
        if (held != null && held.address().equals(operator.endpointUrl())) {
            return Uni.createFrom().item(new Held(held.address(), held.memory(), until));
        }
        return poll.begin(operator.id(), URI.create(operator.endpointUrl()))
                .map(memory -> new Held(operator.endpointUrl(), memory, until));
    }
}
