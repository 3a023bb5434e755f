package org.twinloop.partner.gbfs;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.twinloop.bike.BikeFeed;
import org.twinloop.bike.Bikes;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.common.Trouble;
import org.twinloop.partner.FeedHealth;
import org.twinloop.partner.gbfs.GbfsFetch.Outcome;

/**
 * One poll of one system: reads what is due, then writes bikes, docks, health and records set aside in one transaction.
 * What is remembered counts only after the commit, so a poll that fails is simply done again.
 */
@ApplicationScoped
class GbfsPoll {

    private static final Logger LOG = Logger.getLogger(GbfsPoll.class);

    private final GbfsFetch fetch;
    private final Bikes bikes;
    private final FeedHealth health;
    private final Database database;
    private final GbfsConfig config;
    private final Clock clock;
    /** One a file of an operator, and so as few as files. */
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

    GbfsPoll(GbfsFetch fetch, Bikes bikes, FeedHealth health, Database database, GbfsConfig config, Clock clock) {
        this.fetch = fetch;
        this.bikes = bikes;
        this.health = health;
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    /**
     * @param memory what to remember now
     * @param written rows of bikes and docks that changed
     */
    record Result(GbfsMemory memory, BikeFeed.Written written) {}

    Uni<GbfsMemory> begin(UUID operatorId, URI discovery) {
        return database.apart(
                Scope.SYSTEM,
                () -> bikes.count(operatorId)
                        .chain(stored -> health.published(operatorId)
                                .map(published -> GbfsMemory.begin(discovery, stored, published))));
    }

    Uni<Result> run(UUID operatorId, GbfsMemory memory) {
        Instant now = clock.instant();
        return directed(operatorId, memory, now).chain(directed -> {
            GbfsHarvest harvest = new GbfsHarvest(fetch, config, directed, now);
            return Multi.createFrom()
                    .iterable(directed.due(now))
                    .onItem()
                    .transformToUniAndConcatenate(fetch::read)
                    .invoke(harvest::take)
                    .collect()
                    .asList()
                    .chain(read -> write(operatorId, harvest));
        });
    }

    private Uni<GbfsMemory> directed(UUID operatorId, GbfsMemory memory, Instant now) {
        FeedFile discovery = memory.file(GbfsMemory.DISCOVERY);
        if (!discovery.due(now)) {
            return Uni.createFrom().item(memory);
        }
        return fetch.read(discovery).chain(outcome -> {
            Outcome kept = outcome;
            Map<String, URI> addresses = null;
            if (outcome.fresh()) {
                try {
                    addresses = GbfsReader.feeds(outcome.file(), discovery.address());
                } catch (GbfsUnreadable e) {
                    kept = fetch.refused(discovery, e.getMessage());
                }
            }
            GbfsMemory next = memory.directed(kept.next(), addresses);
            if (!tells(kept)) {
                return Uni.createFrom().item(next);
            }
            Outcome verdict = kept;
            Set<String> told = new HashSet<>();
            return database.apart(Scope.SYSTEM, () -> verdict(operatorId, verdict, 0, 0, told))
                    .map(done -> next.told(told, SystemTime.now()));
        });
    }

    private Uni<Result> write(UUID operatorId, GbfsHarvest harvest) {
        GbfsMemory next = harvest.memory();
        BikeFeed feed = harvest.feed();
        boolean nothingNew = harvest.outcomes().values().stream().allMatch(one -> !tells(one));
        if (nothingNew) {
            return Uni.createFrom().item(new Result(next, BikeFeed.Written.NOTHING));
        }
        Set<String> told = new HashSet<>();
        return database.apart(
                        Scope.SYSTEM,
                        () -> bikes.apply(operatorId, feed)
                                .call(() -> verdicts(operatorId, harvest, told))
                                .call(() -> health.setAside(operatorId, harvest.setAside())))
                .map(written -> new Result(next.told(told, SystemTime.now()), written));
    }

    private Uni<Void> verdicts(UUID operatorId, GbfsHarvest harvest, Set<String> told) {
        List<Map.Entry<String, Outcome>> all = List.copyOf(harvest.outcomes().entrySet());
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(one -> verdict(
                        operatorId,
                        one.getValue(),
                        harvest.received(one.getKey()),
                        harvest.rejected(one.getKey()),
                        told))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> verdict(UUID operatorId, Outcome outcome, long received, long rejected, Set<String> told) {
        FeedFile file = outcome.next();
        if (!tells(outcome)) {
            return Uni.createFrom().voidItem();
        }
        told.add(file.name());
        String feed = "gbfs/" + file.name();
        String url = file.address().toString();
        if (outcome.problem() != null) {
            trouble(operatorId, feed).met(outcome.problem());
            return health.failed(operatorId, feed, url, outcome.problem());
        }
        trouble(operatorId, feed).over();
        Integer ttlS = file.ttl() == null ? null : (int) file.ttl().toSeconds();
        return health.ok(new FeedHealth.Success(
                operatorId, feed, url, file.etag(), file.publishedAt(), ttlS, received, rejected));
    }

    private Trouble trouble(UUID operatorId, String feed) {
        String name = feed + " of operator " + operatorId;
        return troubles.computeIfAbsent(name, key -> new Trouble(LOG, "readings of " + key));
    }

    /** News and failures are written at once; that nothing changed is written now and then. */
    private boolean tells(Outcome outcome) {
        return outcome.fresh()
                || outcome.problem() != null
                || SystemTime.now().isAfter(outcome.next().toldAt().plus(config.healthEvery()));
    }
}
