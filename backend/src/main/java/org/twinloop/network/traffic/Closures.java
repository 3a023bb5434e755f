package org.twinloop.network.traffic;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/**
 * Sets and takes back closures. They take effect with the next travel times of each instance; what was said before
 * stands in the journal.
 */
@ApplicationScoped
class Closures {

    private final Database database;
    private final ClosureRepository repository;
    private final Journal journal;
    private final TrafficConfig config;
    private final Clock clock;

    Closures(Database database, ClosureRepository repository, Journal journal, TrafficConfig config, Clock clock) {
        this.database = database;
        this.repository = repository;
        this.journal = journal;
        this.config = config;
        this.clock = clock;
    }

    /**
     * @param isNew whether the id was not there before
     * @param closedEdges how many roads of the network in use it closes, in one direction or both
     */
    record Put(Closure closure, boolean isNew, int closedEdges) {

        Put(Closure closure, boolean isNew) {
            this(closure, isNew, 0);
        }

        Put closing(int edges) {
            return new Put(closure, isNew, edges);
        }
    }

    /**
     * Sets a closure. The same again changes nothing.
     *
     * @param wanted its version is the one it is to take the place of, 0 where it is new
     */
    Uni<Put> put(Closure wanted, UUID actor) {
        List<Integer> edges =
                wanted.roads().stream().map(Closure.ClosedRoad::edge).toList();
        return database.act(
                Scope.SYSTEM,
                () -> repository
                        .roads(edges)
                        .invoke(known -> ClosureRules.check(wanted, known, config, clock.instant()))
                        .chain(() -> putChecked(wanted, actor))
                        .chain(put -> repository.closedEdges(wanted.id()).map(put::closing)));
    }

    private Uni<Put> putChecked(Closure wanted, UUID actor) {
        Instant now = clock.instant();
        return repository
                .begin(now)
                .chain(standing -> repository.find(wanted.id()).chain(found -> {
                    if (found.isEmpty()) {
                        requireNew(wanted, standing);
                    } else {
                        Closure before = found.get().closure();
                        if (!found.get().withdrawn() && before.saysTheSameAs(wanted)) {
                            return Uni.createFrom().item(new Put(before, false));
                        }
                        requireChange(wanted, found.get());
                    }
                    Closure put = wanted.withVersion(wanted.version() + 1);
                    return repository
                            .put(put, now)
                            .chain(() -> journal.append(event("network.closure-put", put, actor)))
                            .replaceWith(new Put(put, found.isEmpty()));
                }));
    }

    private void requireNew(Closure wanted, long standing) {
        if (wanted.version() != 0) {
            throw ProblemException.field(
                    CommonProblem.CONFLICT,
                    "/version",
                    "value " + wanted.version() + ", but there is no closure " + wanted.id() + " yet; leave it out");
        }
        if (standing >= config.closuresMax()) {
            throw new ProblemException(
                    CommonProblem.CONFLICT,
                    standing + " closures are not over yet, as many as there may be; take one back first");
        }
    }

    private static void requireChange(Closure wanted, ClosureRepository.Kept kept) {
        if (kept.withdrawn()) {
            throw new ProblemException(
                    CommonProblem.CONFLICT, "closure " + wanted.id() + " was taken back; make a new one");
        }
        if (kept.closure().version() != wanted.version()) {
            throw ProblemException.field(
                    CommonProblem.CONFLICT,
                    "/version",
                    "value " + wanted.version() + ", but version "
                            + kept.closure().version() + " stands; read it again and change that");
        }
    }

    /** Takes a closure back. Doing it twice changes nothing. */
    Uni<Void> withdraw(UUID id, UUID actor) {
        Instant now = clock.instant();
        return database.act(
                Scope.SYSTEM,
                () -> repository
                        .begin(now)
                        .chain(() -> repository.find(id).chain(found -> {
                            ClosureRepository.Kept kept =
                                    found.orElseThrow(() -> ProblemException.notFound("closure " + id));
                            return kept.withdrawn()
                                    ? Uni.createFrom().voidItem()
                                    : repository
                                            .withdraw(id, now)
                                            .chain(() -> journal.append(
                                                    event("network.closure-withdrawn", kept.closure(), actor)));
                        })));
    }

    Uni<List<ClosureRepository.Kept>> list(UUID after, int limit, boolean past) {
        return database.read(Scope.SYSTEM, () -> repository.list(after, limit, past, clock.instant()));
    }

    private static Event event(String type, Closure closure, UUID actor) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("version", closure.version());
        said.put("kind", closure.kind());
        said.put("nameZh", closure.nameZh());
        said.put("nameEn", closure.nameEn());
        said.put("from", closure.from());
        if (closure.to() != null) {
            said.put("to", closure.to());
        }
        said.put("modes", closure.modes().stream().sorted().toList());
        said.put("roads", closure.roads());
        said.put("structures", closure.structures().stream().sorted().toList());
        said.put(
                "area",
                closure.area().stream()
                        .map(corner -> List.of(corner.lon(), corner.lat()))
                        .toList());
        return Event.of(type).subject("closure", closure.id()).actor(actor).payload(said);
    }
}
