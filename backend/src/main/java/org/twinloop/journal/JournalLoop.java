package org.twinloop.journal;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;

/**
 * Drives the sealer at its own pace, and the watchers: one look an instance tells how far the journal is sealed, and
 * sets going whoever has not read so far.
 */
@ApplicationScoped
class JournalLoop {

    private static final Logger LOG = Logger.getLogger(JournalLoop.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Database database;
    private final JournalRepository repository;
    private final Sealer sealer;
    private final JournalConfig config;
    private final List<Follower> followers = new ArrayList<>();
    private volatile boolean stopping;

    JournalLoop(
            Vertx vertx,
            Database database,
            JournalRepository repository,
            Sealer sealer,
            @Any Instance<JournalWatcher> watchers,
            JournalConfig config,
            WatcherPass pass) {
        this.vertx = vertx;
        this.database = database;
        this.repository = repository;
        this.sealer = sealer;
        this.config = config;
        watchers.forEach(watcher -> followers.add(new Follower(watcher, pass)));
    }

    void start(@Observes StartupEvent started) {
        repeat(named("sealer"), config.sealInterval(), sealer::pass);
        repeat(named("look"), config.pollInterval(), this::look);
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    private static Trouble named(String reader) {
        return new Trouble(LOG, "passes of the journal's " + reader);
    }

    private void repeat(Trouble trouble, Duration rest, Supplier<Uni<Integer>> pass) {
        if (stopping) {
            return;
        }
        trouble.watch(pass.get())
                .subscribe()
                .with(
                        done -> again(done > 0 ? Duration.ofMillis(1) : rest, () -> repeat(trouble, rest, pass)),
                        failed -> again(AFTER_FAILURE, () -> repeat(trouble, rest, pass)));
    }

    private void again(Duration wait, Runnable next) {
        if (!stopping) {
            vertx.setTimer(Math.max(1, wait.toMillis()), timer -> next.run());
        }
    }

    private Uni<Integer> look() {
        return database.apart(Scope.SYSTEM, repository::tip)
                .invoke(tip -> followers.forEach(follower -> follower.follow(tip.seq())))
                .replaceWith(0);
    }

    /** One watcher: at rest, or reading on until there is nothing more. */
    private final class Follower {
        private final JournalWatcher watcher;
        private final WatcherPass pass;
        private final Trouble trouble;
        private final AtomicBoolean busy = new AtomicBoolean();
        private volatile long read = -1;

        Follower(JournalWatcher watcher, WatcherPass pass) {
            this.watcher = watcher;
            this.pass = pass;
            this.trouble = named(watcher.name());
        }

        /** Reads on when something is sealed that it has not read; one that is at it finds that by itself. */
        void follow(long sealed) {
            if (read < sealed && busy.compareAndSet(false, true)) {
                run();
            }
        }

        private void run() {
            if (stopping) {
                return;
            }
            trouble.watch(pass.of(watcher)).subscribe().with(this::onward, failed -> again(AFTER_FAILURE, this::run));
        }

        private void onward(WatcherPass.Passed passed) {
            read = passed.seq();
            if (passed.moved()) {
                again(Duration.ofMillis(1), this::run);
            } else {
                busy.set(false);
            }
        }
    }
}
