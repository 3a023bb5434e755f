package org.twinloop.device;

import io.vertx.core.Context;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells the sessions of one event loop that verdicts have come. A writer decides thousands of messages at once; one
 * task for all of them, and not one for each, goes to the loop.
 *
 * <p>Races thought of: a session takes its mark away before it looks at its verdicts, and the bell is at rest again
 * before it looks at its queue; who rings later finds either a mark still to be looked at or rings anew.
 */
final class AckBell {

    private final Context context;
    private final Queue<DeviceSession> rung = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean ringing = new AtomicBoolean();

    AckBell(Context context) {
        this.context = context;
    }

    /** From any thread. */
    void ring(DeviceSession session) {
        if (session.mark()) {
            rung.add(session);
            if (ringing.compareAndSet(false, true)) {
                context.runOnContext(now -> answer());
            }
        }
    }

    private void answer() {
        ringing.set(false);
        for (DeviceSession session = rung.poll(); session != null; session = rung.poll()) {
            session.acknowledgeDecided();
        }
    }
}
