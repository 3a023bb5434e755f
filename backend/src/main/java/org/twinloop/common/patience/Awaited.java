package org.twinloop.common.patience;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * An act somebody waits for, given up when the database hangs: it has no connection within the time allowed, or one of
 * its statements runs and nothing at all was heard of the database for that long. A slow statement beside others that
 * are answered is waited for; its own limit ends it.
 *
 * <p>What was given up is rolled back as soon as the database answers again: the next statement and the end of the work
 * fail. Only a commit that was under way already may have happened, as whenever an answer is lost.
 *
 * <p>Everything runs on the context of the act, so there is no race between giving up and going on.
 */
public final class Awaited {

    private enum State {
        WAITING,
        BEGUN,
        ENDED,
        GIVEN_UP
    }

    /** When the database was last heard by anybody, monotonic nanoseconds. */
    public static final class LastHeard {

        private final LongSupplier clock;
        private volatile long nanos;

        /** @param clock monotonic nanoseconds */
        public LastHeard(LongSupplier clock) {
            this.clock = clock;
            now();
        }

        public void now() {
            nanos = clock.getAsLong();
        }

        Duration ago() {
            return Duration.ofNanos(clock.getAsLong() - nanos);
        }
    }

    private final Optional<Duration> patience;
    private final LastHeard heard;
    private State state = State.WAITING;
    private long timer;

    /** @param patience how long somebody waits for a sign of life; empty for background work, which goes on waiting */
    public Awaited(Optional<Duration> patience, LastHeard heard) {
        this.patience = patience;
        this.heard = heard;
    }

    /** The connection is there and has answered. */
    public void begun() {
        goesOn();
        heard.now();
        state = State.BEGUN;
    }

    /** Fails when nobody waits any more. */
    public void goesOn() {
        if (isGivenUp()) {
            throw new NoAnswer(patience.orElseThrow());
        }
    }

    public boolean isGivenUp() {
        return state == State.GIVEN_UP;
    }

    /** Hands on how the act ends, or that the database does not answer; {@code told} hears of the latter. */
    public <T> Uni<T> await(Vertx vertx, Uni<T> act, Consumer<Throwable> told) {
        if (patience.isEmpty()) {
            return act;
        }
        Duration within = patience.orElseThrow();
        return Uni.createFrom().emitter(emitter -> {
            look(vertx, within, within, silent -> {
                told.accept(silent);
                emitter.fail(silent);
            });
            act.onTermination().invoke(() -> ended(vertx)).subscribe().with(emitter::complete, emitter::fail);
        });
    }

    private void ended(Vertx vertx) {
        vertx.cancelTimer(timer);
        if (!isGivenUp()) {
            state = State.ENDED;
        }
    }

    private void look(Vertx vertx, Duration in, Duration within, Consumer<Throwable> giveUp) {
        timer = vertx.setTimer(Math.max(1, in.toMillis()), due -> {
            Duration left = within.minus(heard.ago());
            if (state == State.BEGUN && !left.isNegative()) {
                look(vertx, left, within, giveUp);
            } else if (state != State.ENDED) {
                state = State.GIVEN_UP;
                giveUp.accept(new NoAnswer(within));
            }
        });
    }
}
