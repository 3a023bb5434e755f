package org.twinloop.partner.gb32960;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Room for the frames of all connections that are on their way into the database. When there is none, connections are
 * not read until half of it is free again.
 *
 * <p>Races thought of: two that find room at once may both take it, so the limit is passed by one frame an event loop
 * at most; who waits looks once more after it said so: either who frees sees it, or it sees what was freed.
 */
@ApplicationScoped
class GbRoom {

    /** What a frame costs while it waits, beside its bytes: what was read of it, its places in queues. */
    static final int FRAME_BYTES = 512;

    private final long bytesMax;
    private final AtomicLong bytes = new AtomicLong();
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();

    GbRoom(GbConfig config, GbMeters meters) {
        bytesMax = config.underWayBytesMax();
        meters.underWay(bytes);
    }

    boolean isFull() {
        return bytes.get() >= bytesMax;
    }

    /**
     * Whether there is room now.
     *
     * @param then otherwise told once when there is room again, unless it is forgotten before; from any thread
     */
    boolean isThere(Runnable then) {
        if (!isFull()) {
            return true;
        }
        waiting.add(then);
        wake();
        return false;
    }

    void forget(Runnable then) {
        waiting.remove(then);
    }

    void take(int frameBytes) {
        bytes.addAndGet(frameBytes + FRAME_BYTES);
    }

    /** Gives back what {@link #take} took; from any thread. */
    void free(int frameBytes) {
        bytes.addAndGet(-frameBytes - FRAME_BYTES);
        wake();
    }

    private void wake() {
        if (bytes.get() > bytesMax / 2) {
            return;
        }
        for (Runnable next : waiting) {
            if (waiting.remove(next)) {
                next.run();
            }
        }
    }
}
