package org.twinloop.console;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;

/**
 * The newest picture for each set of rows somebody looks at. Whoever asks within the interval gets the picture that is
 * there or the one that is being read, so the database is asked once however many look on. There are as many entries
 * as units and operators have onlookers, which the number of accounts bounds.
 */
@ApplicationScoped
class LiveBoard {

    private record Entry(long readAtNanos, Uni<Sighting> sighting) {}

    private final ConsoleRepository repository;
    private final Database database;
    /** Shorter than the interval, so that a stream's next tick never meets the picture of its last. */
    private final long freshNanos;

    private final ConcurrentMap<Scope, Entry> entries = new ConcurrentHashMap<>();

    LiveBoard(ConsoleRepository repository, Database database, ConsoleConfig config) {
        this.repository = repository;
        this.database = database;
        this.freshNanos = config.interval().toNanos() * 8 / 10;
    }

    Uni<Sighting> newest(Scope scope) {
        return entries.compute(scope, (key, there) -> fresh(there) ? there : read(key))
                .sighting();
    }

    private boolean fresh(Entry entry) {
        return entry != null && SystemTime.nanos() - entry.readAtNanos() < freshNanos;
    }

    private Entry read(Scope scope) {
        Uni<Sighting> reading =
                database.apart(scope, repository::look).memoize().indefinitely();
        return new Entry(SystemTime.nanos(), reading);
    }
}
