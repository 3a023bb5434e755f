package org.twinloop.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;

/**
 * Hashes passwords off the event loop, a few at a time. Each takes 19 MiB and tens of milliseconds, so what waits is
 * bounded too (config): whoever comes beyond is refused as UNAVAILABLE, before any work is done.
 */
@ApplicationScoped
public class PasswordQueue {

    private static final long PATIENCE_S = 60;

    private final WorkerExecutor workers;
    private final int under;
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicLong done = new AtomicLong();

    PasswordQueue(Vertx vertx, IdentityConfig config) {
        int parallel = config.hashingParallel();
        int waiting = config.hashingWaitingMax();
        if (parallel < 1 || parallel > 16 || waiting < 0 || waiting > 10_000) {
            throw new IllegalArgumentException("twinloop.identity.hashing-parallel is " + parallel
                    + " and hashing-waiting-max " + waiting + "; allowed are 1…16 and 0…10,000");
        }
        workers = vertx.createSharedWorkerExecutor("passwords", parallel, PATIENCE_S, TimeUnit.SECONDS);
        under = parallel + waiting;
    }

    /** Whether a password fits a hash of PHC form. Fails as UNAVAILABLE when too many wait. */
    public Uni<Boolean> matches(String password, String phc) {
        return run(() -> Passwords.matches(password, phc));
    }

    /** Argon2id in PHC form. Fails as UNAVAILABLE when too many wait. */
    public Uni<String> hash(String password) {
        return run(() -> Passwords.hash(password));
    }

    /** How many were hashed since the start; each costs the same. */
    long done() {
        return done.get();
    }

    <T> Uni<T> run(Callable<T> work) {
        return Uni.createFrom().deferred(() -> {
            if (inside.incrementAndGet() > under) {
                inside.decrementAndGet();
                return Uni.createFrom()
                        .failure(new ProblemException(
                                CommonProblem.UNAVAILABLE, "登录人数过多，请稍后再试 / too many are signing in; try again"));
            }
            return Uni.createFrom()
                    .completionStage(() -> workers.executeBlocking(work, false)
                            .onComplete(worked -> leave())
                            .toCompletionStage());
        });
    }

    private void leave() {
        inside.decrementAndGet();
        done.incrementAndGet();
    }
}
