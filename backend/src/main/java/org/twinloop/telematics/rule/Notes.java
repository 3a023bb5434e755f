package org.twinloop.telematics.rule;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/** The notes that are being written, in rounds: once a round is closed, it is known whether all of it was written. */
final class Notes {

    private final List<Round> closed = new ArrayList<>();
    private Round now = new Round();

    private static final class Round {
        private int open;
        private boolean failed;
    }

    /** Counts a note from now on until it ends. */
    Uni<Void> follow(Uni<Void> note) {
        Round round = enter();
        return note.onTermination().invoke((done, failed, gone) -> leave(round, failed != null || gone));
    }

    private synchronized Round enter() {
        now.open++;
        return now;
    }

    private synchronized void leave(Round round, boolean failed) {
        round.open--;
        round.failed |= failed;
    }

    synchronized void close() {
        closed.add(now);
        now = new Round();
    }

    /** Whether nothing of the closed rounds is under way. */
    synchronized boolean areSettled() {
        return closed.stream().allMatch(round -> round.open == 0);
    }

    /** Whether something of the closed rounds was not written. */
    synchronized boolean haveFailed() {
        return closed.stream().anyMatch(round -> round.failed);
    }

    synchronized void forget() {
        closed.clear();
    }
}
