package org.twinloop.sim.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One terminal: connects, sends within its window, and keeps what is not acknowledged to send it again after the next
 * CONNECT. Lives on the swarm's thread.
 *
 * <pre>
 *   AWAY ──due──▶ CALLING ──CONNACK──▶ THERE ──closed, cut, reboot, basement──▶ AWAY
 * </pre>
 */
public final class Terminal {
    private static final int CONNACK = 2;
    private static final int PUBACK = 4;
    private static final int OUT_BYTES = 16 * 1024;
    private static final long REST_FIRST_NANOS = 200_000_000L;
    private static final long REST_SPREAD_NANOS = 800_000_000L;
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
    private final ByteBuffer out = ByteBuffer.allocate(OUT_BYTES);
    private final ByteBuffer in = ByteBuffer.allocate(4 * 1024);
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
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Slot();
            free[freeCount++] = slots.length - 1 - i;
        }
        repeatFrom = slots.length;
    }

    boolean isThere() {
        return state == State.THERE;
    }

    /** Reports that were sent and not acknowledged. */
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
        byte[] id = login.deviceId().getBytes(StandardCharsets.UTF_8);
        byte[] secret = login.secret().getBytes(StandardCharsets.UTF_8);
        int length = 10 + 2 + id.length + (secret.length == 0 ? 0 : 4 + id.length + secret.length);
        out.put((byte) 0x10);
        remainingLength(out, length);
        text(out, new byte[] {'M', 'Q', 'T', 'T'});
        out.put((byte) 4).put((byte) (secret.length == 0 ? 0x02 : 0xc2)).putShort((short) 0);
        text(out, id);
        if (secret.length > 0) {
            text(out, id);
            text(out, secret);
        }
        flush();
    }

    private static void text(ByteBuffer to, byte[] bytes) {
        to.putShort((short) bytes.length).put(bytes);
    }

    private static void remainingLength(ByteBuffer to, int length) {
        int rest = length;
        do {
            int digit = rest & 0x7f;
            rest >>= 7;
            to.put((byte) (rest > 0 ? digit | 0x80 : digit));
        } while (rest > 0);
    }

    /** Reads what the service sent. */
    void read(long now) throws IOException {
        int count = channel.read(in);
        if (count < 0) {
            close(now);
            return;
        }
        in.flip();
        while (in.remaining() >= 2 && state != State.AWAY) {
            int length = in.get(in.position() + 1);
            if (length < 0 || length > 2) {
                throw new IOException("a packet of " + length + " bytes is none that was asked for");
            }
            if (in.remaining() < 2 + length) {
                break;
            }
            int type = (in.get() & 0xff) >> 4;
            in.get();
            packet(type, length == 2 ? in.getShort() & 0xffff : 0, now);
        }
        if (state != State.AWAY) {
            in.compact();
        }
    }

    private void packet(int type, int body, long now) {
        if (type == CONNACK && body == 0) {
            state = State.THERE;
            repeatFrom = 0;
        } else if (type == CONNACK) {
            tally.refusals++;
            close(now);
        } else if (type == PUBACK && body >= 1 && body <= slots.length && slots[body - 1].used) {
            acknowledge(body - 1, now);
        }
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
        tally.acknowledged++;
        tally.acknowledgedInAll++;
        tally.took(now - slot.dueNanos);
        acknowledged.computeIfAbsent(slot.boot, none -> new BitSet()).set((int) slot.seq);
    }

    /**
     * Sends what was not acknowledged before, then up to so many new reports.
     *
     * @return reports that went out anew
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
            out.put(slots[heldBack].packet.duplicate());
            heldBack = -1;
        }
        flush();
        return count;
    }

    private void repeat() {
        while (repeatFrom < slots.length && room()) {
            Slot slot = slots[repeatFrom];
            if (slot.used) {
                ByteBuffer packet = slot.packet.duplicate();
                int from = out.position();
                out.put(packet);
                out.put(from, (byte) (out.get(from) | 0x08));
                tally.repeated++;
            }
            repeatFrom++;
            heldBack = -1;
        }
    }

    private boolean room() {
        return out.remaining() >= 2 * Slot.PACKET_BYTES_MAX;
    }

    private void report(long dueNanos, long cityMs) {
        int index = fill(dueNanos, cityMs);
        if (heldBack < 0 && freeCount > 0 && chance(plan.faults().disorder())) {
            heldBack = index;
            tally.disordered++;
        } else {
            out.put(slots[index].packet.duplicate());
            if (heldBack >= 0) {
                out.put(slots[heldBack].packet.duplicate());
                heldBack = -1;
            }
        }
        if (freeCount > 0 && chance(plan.faults().duplicates())) {
            duplicate(index);
        }
        rebootDue = chance(plan.faults().reboots());
        basementDue = chance(plan.faults().basements());
    }

    private int fill(long dueNanos, long cityMs) {
        int index = free[--freeCount];
        Slot slot = slots[index];
        slot.used = true;
        slot.dueNanos = dueNanos;
        slot.boot = boot;
        slot.seq = ++seq;
        boolean below = dueNanos - belowUntilNanos < 0;
        long lateMs = below ? (System.nanoTime() - dueNanos) / 1_000_000 : 0;
        lastTs = Math.max(lastTs, cityMs + skewMs - lateMs);
        write(slot.packet, index + 1, slot, !below);
        tally.sent++;
        return index;
    }

    /** The same report with a packet id of its own, as a terminal does that has lost track. */
    private void duplicate(int index) {
        int again = free[--freeCount];
        Slot slot = slots[again];
        slot.used = true;
        slot.dueNanos = slots[index].dueNanos;
        slot.boot = slots[index].boot;
        slot.seq = slots[index].seq;
        slot.packet.clear();
        slot.packet.put(slots[index].packet.duplicate()).flip();
        int idAt = slot.packet.get(1) < 0 ? 3 : 2;
        slot.packet.putShort(idAt + 2 + topic.length, (short) (again + 1));
        out.put(slot.packet.duplicate());
        tally.duplicates++;
        tally.sent++;
    }

    private void write(ByteBuffer packet, int id, Slot slot, boolean fix) {
        packet.clear();
        int bodyAt = 3;
        packet.position(bodyAt);
        text(packet, topic);
        packet.putShort((short) id);
        reports.append(packet, lastTs, slot.boot, slot.seq, fix);
        int length = packet.position() - bodyAt;
        if (length < 128) {
            throw new IllegalStateException("a report of " + length + " bytes is shorter than any written here");
        }
        packet.put(0, (byte) 0x32);
        packet.put(1, (byte) (length & 0x7f | 0x80));
        packet.put(2, (byte) (length >> 7));
        packet.flip();
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
