package org.twinloop.sim.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One terminal: connects, sends within its window, and keeps what is not acknowledged to send it again after the next
 * CONNECT. One that was closed because its window was too large keeps to the one it was told from then on. Lives on the
 * swarm's thread.
 *
 * <pre>
 *   AWAY ──due──▶ CALLING ──CONNACK──▶ THERE ──closed, cut, reboot, basement──▶ AWAY
 * </pre>
 */
public final class Terminal {
    private static final int OUT_BYTES_MIN = 16 * 1024;
    private static final int PUT_AT_ONCE_MAX = 3;
    private static final long REST_FIRST_NANOS = 200_000_000L;
    private static final long REST_SPREAD_NANOS = 800_000_000L;
    /** How much is read of a broken connection, in fills of the buffer. */
    private static final int FAREWELL_READS = 8;

    private static final long ANSWER_WITHIN_NANOS = 15_000_000_000L;

    private enum State {
        AWAY,
        CALLING,
        THERE
    }

    private final LoadPlan plan;
    private final LoadPlan.Login login;
    private final Tally tally;
    private final SplittableRandom dice;
    private final Reports reports;
    private final byte[] topic;
    private final long skewMs;
    private final Slot[] slots;
    private final int[] free;
    private int freeCount;
    private final int packetBytesMax;
    private final ByteBuffer out;
    private final ByteBuffer in = ByteBuffer.allocate(4 * 1024);
    private final Heard heard = new Heard();
    private final SortedMap<Long, BitSet> acknowledged = new TreeMap<>();
    private State state = State.AWAY;
    private SocketChannel channel;
    private SelectionKey key;
    private long callAtNanos;
    private long calledNanos;
    private long boot = 1;
    private long seq;
    private long lastTs;
    /** A slot that was filled and is sent after the next one; -1 without. */
    private int heldBack = -1;
    /** Slots below were sent in this connection already when repeating; all when there is nothing to repeat. */
    private int repeatFrom;
    /** Sent in this connection and not acknowledged. */
    private int underWay;

    private boolean obeys;
    private boolean rebootDue;
    private boolean basementDue;
    /** Reports due before this were taken in a basement. */
    private long belowUntilNanos = System.nanoTime();

    Terminal(LoadPlan plan, LoadPlan.Login login, int number, Tally tally) {
        this.plan = plan;
        this.login = login;
        this.tally = tally;
        dice = new SplittableRandom(plan.seed() * 1_000_003 + number);
        reports = new Reports(dice.split(), plan.cbor());
        topic = Reports.topic(login.deviceId());
        skewMs = Math.round((dice.nextDouble() * 2 - 1) * plan.faults().skewS() * 1_000);
        slots = new Slot[plan.window()];
        free = new int[plan.window()];
        packetBytesMax = Slot.bytesMax(plan.batch());
        out = ByteBuffer.allocate(Math.max(OUT_BYTES_MIN, 4 * packetBytesMax));
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Slot(plan.batch());
            free[freeCount++] = slots.length - 1 - i;
        }
        repeatFrom = slots.length;
    }

    boolean isThere() {
        return state == State.THERE;
    }

    /** Messages that were sent and not acknowledged. */
    public int unacknowledged() {
        return slots.length - freeCount;
    }

    public LoadPlan.Login login() {
        return login;
    }

    /** Acknowledged sequences by boot. */
    public SortedMap<Long, BitSet> acknowledged() {
        return acknowledged;
    }

    /** Calls the service when it is time to. */
    void call(Selector selector, long now) {
        if (state == State.CALLING && now - calledNanos > ANSWER_WITHIN_NANOS) {
            close(now);
        }
        if (state != State.AWAY || now - callAtNanos < 0) {
            return;
        }
        try {
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            key = channel.register(selector, SelectionKey.OP_CONNECT, this);
            state = State.CALLING;
            calledNanos = now;
            out.clear();
            in.clear();
            underWay = 0;
            tally.connects++;
            if (channel.connect(new InetSocketAddress(plan.host(), plan.port()))) {
                connected();
            }
        } catch (IOException e) {
            close(now);
        }
    }

    /** The TCP connection stands: CONNECT goes out. */
    void connected() throws IOException {
        if (!channel.isConnected()) {
            channel.finishConnect();
        }
        key.interestOps(SelectionKey.OP_READ);
        Packets.connect(out, login, plan.mqtt5());
        flush();
    }

    /** Reads what the service sent. */
    void read(long now) throws IOException {
        if (channel.read(in) < 0) {
            lost(now);
            return;
        }
        in.flip();
        while (state != State.AWAY && heard.next(in)) {
            packet(now);
        }
        if (state != State.AWAY) {
            in.compact();
        }
    }

    private void packet(long now) {
        if (heard.type() == Heard.CONNACK && heard.code() == 0) {
            state = State.THERE;
            repeatFrom = 0;
        } else if (heard.type() == Heard.CONNACK) {
            tally.refusals++;
            close(now);
        } else if (heard.type() == Heard.PUBACK) {
            int index = heard.packetId() - 1;
            if (index >= 0 && index < slots.length && slots[index].used) {
                acknowledge(index, now);
            }
        } else if (heard.type() == Heard.DISCONNECT) {
            obeys |= heard.code() == Heard.RECEIVE_MAXIMUM_EXCEEDED;
            tally.closedOverWindow += heard.code() == Heard.RECEIVE_MAXIMUM_EXCEEDED ? 1 : 0;
            tally.closedOverQuota += heard.code() == Heard.QUOTA_EXCEEDED ? 1 : 0;
            lost(now);
        }
    }

    /** The connection broke while it was used: what the service said before may still be there to be read. */
    void broken(long now) {
        try {
            for (int i = 0; i < FAREWELL_READS && state == State.THERE; i++) {
                read(now);
            }
        } catch (IOException e) {
            lost(now);
        }
        if (state != State.AWAY) {
            lost(now);
        }
    }

    /** The other end is gone. */
    private void lost(long now) {
        tally.closed += state == State.THERE ? 1 : 0;
        close(now);
    }

    private void acknowledge(int index, long now) {
        if (chance(plan.faults().lostAcks())) {
            tally.lostAcks++;
            cut(now);
            return;
        }
        Slot slot = slots[index];
        slot.used = false;
        free[freeCount++] = index;
        underWay--;
        tally.acknowledged += plan.batch();
        tally.acknowledgedInAll += plan.batch();
        tally.quarantined += heard.code() == 0 ? 0 : plan.batch();
        tally.took(now - slot.dueNanos);
        acknowledged
                .computeIfAbsent(slot.boot, none -> new BitSet())
                .set((int) slot.seq, (int) slot.seq + plan.batch());
    }

    /**
     * Sends what was not acknowledged before, then up to so many new messages.
     *
     * @return messages that went out anew
     */
    int send(int wanted, long dueNanos, long spacingNanos, long cityMs, long now) throws IOException {
        if (state != State.THERE) {
            return 0;
        }
        repeat();
        int count = 0;
        while (count < wanted && repeatFrom == slots.length && freeCount > 0 && room()) {
            report(dueNanos + count * spacingNanos, cityMs);
            count++;
            if (rebootDue) {
                flush();
                reboot(now);
                return count;
            }
            if (basementDue) {
                flush();
                goBelow(now);
                return count;
            }
        }
        if (wanted == 0 && heldBack >= 0 && room()) {
            put(heldBack);
            heldBack = -1;
        }
        flush();
        return count;
    }

    private void repeat() {
        while (repeatFrom < slots.length && room()) {
            Slot slot = slots[repeatFrom];
            if (slot.used) {
                Packets.again(slot.packet, out);
                underWay++;
                tally.repeated += plan.batch();
            }
            repeatFrom++;
            heldBack = -1;
        }
    }

    /** For a message, one that was held back, and a copy, on the way out and in the window. */
    private boolean room() {
        int window = obeys ? Math.max(PUT_AT_ONCE_MAX, heard.receiveMaximum()) : Integer.MAX_VALUE;
        return out.remaining() >= PUT_AT_ONCE_MAX * packetBytesMax && underWay + PUT_AT_ONCE_MAX <= window;
    }

    private void report(long dueNanos, long cityMs) {
        int index = fill(dueNanos, cityMs);
        if (heldBack < 0 && freeCount > 0 && chance(plan.faults().disorder())) {
            heldBack = index;
            tally.disordered++;
        } else {
            put(index);
            if (heldBack >= 0) {
                put(heldBack);
                heldBack = -1;
            }
        }
        if (freeCount > 0 && chance(plan.faults().duplicates())) {
            duplicate(index);
        }
        rebootDue = chance(plan.faults().reboots());
        basementDue = chance(plan.faults().basements());
    }

    private void put(int index) {
        out.put(slots[index].packet.duplicate());
        underWay++;
    }

    private int fill(long dueNanos, long cityMs) {
        int index = free[--freeCount];
        Slot slot = slots[index];
        slot.used = true;
        slot.dueNanos = dueNanos;
        slot.boot = boot;
        slot.seq = seq + 1;
        seq += plan.batch();
        boolean below = dueNanos - belowUntilNanos < 0;
        long lateMs = below ? (System.nanoTime() - dueNanos) / 1_000_000 : 0;
        lastTs = Math.max(lastTs, cityMs + skewMs - lateMs);
        Packets.beginPublish(slot.packet, topic, index + 1, plan.mqtt5());
        reports.append(slot.packet, lastTs, slot.boot, slot.seq, plan.batch(), !below);
        Packets.endPublish(slot.packet);
        tally.sent += plan.batch();
        return index;
    }

    /** The same message with a packet id of its own, as a terminal does that has lost track. */
    private void duplicate(int index) {
        int again = free[--freeCount];
        Slot slot = slots[again];
        slot.used = true;
        slot.dueNanos = slots[index].dueNanos;
        slot.boot = slots[index].boot;
        slot.seq = slots[index].seq;
        Packets.copyPublish(slots[index].packet, slot.packet, topic, again + 1);
        put(again);
        tally.duplicates += plan.batch();
        tally.sent += plan.batch();
    }

    private boolean chance(double share) {
        return share > 0 && dice.nextDouble() < share;
    }

    void flush() throws IOException {
        if (out.position() == 0 && key.interestOps() == SelectionKey.OP_READ) {
            return;
        }
        out.flip();
        if (out.hasRemaining()) {
            channel.write(out);
        }
        boolean left = out.hasRemaining();
        out.compact();
        int wanted = left ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    private void reboot(long now) {
        rebootDue = false;
        tally.reboots++;
        boot++;
        seq = 0;
        cut(now);
    }

    /** No network and no position for a while; what is due meanwhile is kept and sent afterwards. */
    private void goBelow(long now) {
        basementDue = false;
        tally.basements++;
        close(now);
        callAtNanos = now + (long) (plan.faults().basementS() * 1e9);
        belowUntilNanos = callAtNanos;
    }

    /** Loses the network. */
    void cut(long now) {
        if (state != State.AWAY) {
            tally.cuts++;
            close(now);
        }
    }

    /** Ends the connection and plans the next. */
    void close(long now) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                System.err.println(login.deviceId() + " could not close its connection: " + e.getMessage());
            }
        }
        channel = null;
        state = State.AWAY;
        callAtNanos = now + REST_FIRST_NANOS + dice.nextLong(REST_SPREAD_NANOS);
    }
}
