package org.twinloop.journal.evidence;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.common.Trouble;

/** Signs a checkpoint after so many events or so much time, on one instance at a time. */
@ApplicationScoped
class Checkpoints {

    private static final Logger LOG = Logger.getLogger(Checkpoints.class);

    private final Vertx vertx;
    private final Database database;
    private final EvidenceRepository repository;
    private final CheckpointKey key;
    private final EvidenceConfig config;
    private final Trouble trouble = new Trouble(LOG, "signing of checkpoints");
    private volatile boolean stopping;

    Checkpoints(
            Vertx vertx, Database database, EvidenceRepository repository, CheckpointKey key, EvidenceConfig config) {
        this.vertx = vertx;
        this.database = database;
        this.repository = repository;
        this.key = key;
        this.config = config;
    }

    void start(@Observes StartupEvent started) {
        later(config.checkpointLook().toMillis());
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    private void later(long millis) {
        if (!stopping) {
            vertx.setTimer(
                    Math.max(1, millis),
                    timer -> trouble.watch(pass(false))
                            .subscribe()
                            .with(
                                    signed -> later(
                                            signed ? 1 : config.checkpointLook().toMillis()),
                                    failed -> later(config.checkpointLook().toMillis())));
        }
    }

    /**
     * One look; answers whether a checkpoint was signed. The next one never lies more than
     * {@link EvidenceConfig#checkpointEvents} after the last, so that every stretch between two is bounded.
     *
     * @param now whether what has happened so far is to be signed although neither count nor age demand it
     */
    Uni<Boolean> pass(boolean now) {
        return database.apart(
                Scope.SYSTEM,
                () -> repository
                        .tryLock()
                        .chain(locked -> locked ? due(now) : Uni.createFrom().item(false)));
    }

    private Uni<Boolean> due(boolean now) {
        return repository
                .tip()
                .chain(tip -> repository.last().chain(last -> {
                    long done = last.map(Checkpoint::seq).orElse(0L);
                    long next = Math.min(tip, done + config.checkpointEvents());
                    boolean full = tip - done >= config.checkpointEvents();
                    return next > done && (now || full || isOld(last))
                            ? sign(next)
                            : Uni.createFrom().item(false);
                }));
    }

    private Uni<Boolean> sign(long seq) {
        Instant at = SystemTime.now();
        return repository
                .hash(seq)
                .chain(hash -> repository.insert(key.sign(seq, hash, at)))
                .replaceWith(true);
    }

    private boolean isOld(Optional<Checkpoint> last) {
        return last.map(c -> !c.signedAt().plus(config.checkpointAge()).isAfter(SystemTime.now()))
                .orElse(true);
    }
}
