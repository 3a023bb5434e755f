package org.twinloop.sim.terminal;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What a device has said and the service has not yet acknowledged, in the order it was said.
 *
 * <p>At most {@link #WAITING_MAX} messages wait; beyond that the oldest is given up and counted. At most
 * {@link #WINDOW} messages are under way, so that under load neighbours travel together in one array instead of
 * flooding the service.
 */
public final class Outbox {
    public static final int WAITING_MAX = 2_000;
    public static final int BATCH_MAX = 100;
    static final int WINDOW = 4;

    private final Deque<Parcel> waiting = new ArrayDeque<>();
    private final Deque<Batch> underWay = new ArrayDeque<>();
    private long dropped;
    private long acknowledged;

    /** Messages that travel as one MQTT message. */
    public static final class Batch {
        private final List<Parcel> parcels;

        private Batch(List<Parcel> parcels) {
            this.parcels = parcels;
        }

        public String channel() {
            return parcels.get(0).channel();
        }

        public byte[] payload() {
            if (parcels.size() == 1) {
                return parcels.get(0).json();
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(parcels.size() * 260);
            char before = '[';
            for (Parcel parcel : parcels) {
                bytes.write(before);
                bytes.writeBytes(parcel.json());
                before = ',';
            }
            bytes.write(']');
            return bytes.toByteArray();
        }
    }

    public void add(Parcel parcel) {
        waiting.addLast(parcel);
        while (waiting.size() > WAITING_MAX) {
            waiting.removeFirst();
            dropped++;
        }
    }

    /** The next message to publish; empty when nothing waits or enough is under way. */
    public Optional<Batch> next() {
        if (waiting.isEmpty() || underWay.size() >= WINDOW) {
            return Optional.empty();
        }
        List<Parcel> parcels = new ArrayList<>();
        Parcel first = waiting.removeFirst();
        parcels.add(first);
        while (first.batchable() && parcels.size() < BATCH_MAX && fits(first, waiting.peekFirst())) {
            parcels.add(waiting.removeFirst());
        }
        Batch batch = new Batch(parcels);
        underWay.addLast(batch);
        return Optional.of(batch);
    }

    private static boolean fits(Parcel first, Parcel next) {
        return next != null && next.batchable() && next.channel().equals(first.channel());
    }

    public void acknowledged(Batch batch) {
        if (underWay.remove(batch)) {
            acknowledged += batch.parcels.size();
        }
    }

    /** After a lost connection: what was under way waits again, before everything else and in order. */
    public void returnUnderWay() {
        Iterator<Batch> last = underWay.descendingIterator();
        while (last.hasNext()) {
            List<Parcel> parcels = last.next().parcels;
            for (int i = parcels.size() - 1; i >= 0; i--) {
                waiting.addFirst(parcels.get(i));
            }
        }
        underWay.clear();
    }

    public long dropped() {
        return dropped;
    }

    public long acknowledged() {
        return acknowledged;
    }

    public boolean anythingUnderWay() {
        return !underWay.isEmpty();
    }

    /** Messages not yet acknowledged. */
    public int unsent() {
        return waiting.size()
                + underWay.stream().mapToInt(batch -> batch.parcels.size()).sum();
    }
}
