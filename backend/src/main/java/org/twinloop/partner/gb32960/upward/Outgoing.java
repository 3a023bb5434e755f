package org.twinloop.partner.gb32960.upward;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;
import org.twinloop.partner.gb32960.wire.BeijingTime;
import org.twinloop.partner.gb32960.wire.Command;
import org.twinloop.partner.gb32960.wire.Frame;

/**
 * Frames that were sent and not yet answered, in their order, and refused ones that wait to be repeated. A frame
 * counts as acknowledged when it and all before it were. For one thread.
 */
final class Outgoing {

    private final int window;
    private final int refusedMax;
    private final Deque<Sent> underWay = new ArrayDeque<>();
    private final Deque<Repeat> repeats = new ArrayDeque<>();

    Outgoing(UpwardConfig config) {
        window = config.window();
        refusedMax = config.refusedMax();
    }

    /** A frame on its way. */
    static final class Sent {
        final Command command;
        final String vin;
        final byte[] frame;
        private final long epochMs;
        private final long sentNanos;
        final Lane lane;
        final Place place;
        final int repetitionsLeft;
        private boolean done;

        /**
         * @param epochMs time in the frame, to know its answer by; {@link BeijingTime#IMPOSSIBLE} when it has none
         * @param lane whose place moves when it is acknowledged, null for none
         */
        Sent(
                Command command,
                String vin,
                byte[] frame,
                long epochMs,
                long sentNanos,
                Lane lane,
                Place place,
                int repetitionsLeft) {
            this.command = command;
            this.vin = vin;
            this.frame = frame;
            this.epochMs = epochMs;
            this.sentNanos = sentNanos;
            this.lane = lane;
            this.place = place;
            this.repetitionsLeft = repetitionsLeft;
        }

        /** The same frame once more; no place waits for it. */
        Sent again(long nowNanos) {
            return new Sent(command, vin, frame, epochMs, nowNanos, null, null, repetitionsLeft - 1);
        }

        void done() {
            done = true;
        }

        private boolean isAnsweredBy(Frame answer) {
            boolean timed = answer.unitBytes() >= BeijingTime.BYTES && epochMs != BeijingTime.IMPOSSIBLE;
            return !done
                    && answer.commandCode() == command.code()
                    && answer.id().equals(vin)
                    && (!timed || BeijingTime.read(answer.bytes(), answer.unitAt()) == epochMs);
        }
    }

    /** A frame to be sent once more. */
    record Repeat(Sent refused, long dueNanos) {}

    boolean hasRoom() {
        return underWay.size() < window;
    }

    void add(Sent sent) {
        underWay.add(sent);
    }

    /** The frame an answer belongs to, null when there is none. */
    Sent answered(Frame answer) {
        for (Sent sent : underWay) {
            if (sent.isAnsweredBy(answer)) {
                return sent;
            }
        }
        return null;
    }

    /** Takes out what is done, as far as everything before it is too. */
    void settle(Consumer<Sent> acknowledged) {
        while (!underWay.isEmpty() && underWay.peek().done) {
            acknowledged.accept(underWay.poll());
        }
    }

    /** Whether the oldest frame has waited for too long. */
    boolean isOverdue(long nowNanos, long withinNanos) {
        Sent oldest = underWay.peek();
        return oldest != null && !oldest.done && nowNanos - oldest.sentNanos > withinNanos;
    }

    /** False when too many wait already. */
    boolean repeat(Sent refused, long dueNanos) {
        return repeats.size() < refusedMax && repeats.add(new Repeat(refused, dueNanos));
    }

    /** A refused frame whose time has come, null when there is none. */
    Sent dueRepeat(long nowNanos) {
        Iterator<Repeat> all = repeats.iterator();
        if (all.hasNext()) {
            Repeat first = all.next();
            if (nowNanos - first.dueNanos() >= 0) {
                all.remove();
                return first.refused();
            }
        }
        return null;
    }

    /** The connection is gone. What waits to be repeated still does. */
    void clear() {
        underWay.clear();
    }
}
