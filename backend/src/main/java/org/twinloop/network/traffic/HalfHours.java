package org.twinloop.network.traffic;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;

/**
 * Who waits for a half hour of the future: each is made once for all who ask meanwhile, one after the other, and only
 * few wait for their turn.
 */
final class HalfHours {

    private final Executor own;
    private final int waitingMax;
    private final Consumer<Instant> make;
    private final Map<Instant, CompletableFuture<Void>> asked = new HashMap<>();

    /**
     * @param own what they are made on
     * @param waitingMax 1 or more, the one that is being made included
     * @param make makes one; blocks
     */
    HalfHours(Executor own, int waitingMax, Consumer<Instant> make) {
        this.own = own;
        this.waitingMax = waitingMax;
        this.make = make;
    }

    /** Done when the half hour of an instant is made; fails as unavailable where too many others are asked for. */
    CompletableFuture<Void> ask(Instant at) {
        Instant slot = WeekProfile.slotStart(at);
        CompletableFuture<Void> mine;
        synchronized (asked) {
            CompletableFuture<Void> theirs = asked.get(slot);
            if (theirs != null) {
                return theirs.copy();
            }
            if (asked.size() >= waitingMax) {
                return CompletableFuture.failedFuture(new ProblemException(
                        CommonProblem.UNAVAILABLE,
                        "travel times of %d other half hours are being made; ask again".formatted(waitingMax)));
            }
            mine = new CompletableFuture<>();
            asked.put(slot, mine);
        }
        CompletableFuture<Void> answer = mine.copy();
        CompletableFuture.runAsync(() -> make.accept(slot), own).whenComplete((done, failed) -> {
            synchronized (asked) {
                asked.remove(slot);
            }
            if (failed == null) {
                mine.complete(null);
            } else {
                mine.completeExceptionally(failed);
            }
        });
        return answer;
    }
}
