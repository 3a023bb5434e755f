package org.twinloop.network.traffic;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;

/**
 * Who waits for a half hour of the future: each is made once for all who ask meanwhile, one after the other, and only
 * few wait for their turn. All are given what was made.
 *
 * @param <G> what it is made over
 * @param <M> what is made
 */
final class HalfHours<G, M> {

    private final Executor own;
    private final int waitingMax;
    private final BiFunction<G, Instant, M> make;
    private final Map<Wanted<G>, CompletableFuture<M>> asked = new HashMap<>();

    /** A half hour by its beginning. */
    private record Wanted<G>(G ground, Instant slot) {}

    /**
     * @param own what they are made on
     * @param waitingMax 1 or more, the one that is being made included
     * @param make makes one, by its beginning; blocks
     */
    HalfHours(Executor own, int waitingMax, BiFunction<G, Instant, M> make) {
        this.own = own;
        this.waitingMax = waitingMax;
        this.make = make;
    }

    /** The half hour of an instant when it is made; fails as unavailable where too many others are asked for. */
    CompletableFuture<M> ask(G ground, Instant at) {
        Wanted<G> wanted = new Wanted<>(ground, WeekProfile.slotStart(at));
        CompletableFuture<M> mine;
        synchronized (asked) {
            CompletableFuture<M> theirs = asked.get(wanted);
            if (theirs != null) {
                return theirs.copy();
            }
            if (asked.size() >= waitingMax) {
                return CompletableFuture.failedFuture(new ProblemException(
                        CommonProblem.UNAVAILABLE,
                        "travel times of %d other half hours are being made; ask again".formatted(waitingMax)));
            }
            mine = new CompletableFuture<>();
            asked.put(wanted, mine);
        }
        CompletableFuture<M> answer = mine.copy();
        CompletableFuture.supplyAsync(() -> make.apply(ground, wanted.slot()), own)
                .whenComplete((made, failed) -> {
                    synchronized (asked) {
                        asked.remove(wanted);
                    }
                    if (failed == null) {
                        mine.complete(made);
                    } else {
                        mine.completeExceptionally(failed);
                    }
                });
        return answer;
    }
}
