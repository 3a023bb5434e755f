package org.twinloop.device.ack;

import io.vertx.core.Context;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Tells the sessions of one event loop that verdicts have come. A writer decides thousands of messages at once; one
 * task for all of them, and not one for each, goes to the loop.
 *
 * <p>Races thought of: a session takes its mark away before it looks at its verdicts, and the bell is at rest again
 * before it looks at its queue; who rings later finds either a mark still to be looked at or rings anew.
 */
public final class AckBell<S> {

    private final Context context;
    private final Predicate<S> mark;
    private final Consumer<S> acknowledge;
    private final Queue<S> rung = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean ringing = new AtomicBoolean();

    /**
     * @param mark marks a session; false when it was marked already
     * @param acknowledge takes the mark away and acknowledges what is decided; on the event loop
     */
    public AckBell(Context context, Predicate<S> mark, Consumer<S> acknowledge) {
        this.context = context;
        this.mark = mark;
        this.acknowledge = acknowledge;
    }

    /** From any thread. */
    public void ring(S session) {
        if (mark.test(session)) {
            rung.add(session);
            if (ringing.compareAndSet(false, true)) {
                context.runOnContext(now -> answer());
            }
        }
    }

    private void answer() {
        ringing.set(false);
        for (S session = rung.poll(); session != null; session = rung.poll()) {
            acknowledge.accept(session);
        }
    }
}
