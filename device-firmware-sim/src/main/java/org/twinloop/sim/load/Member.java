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
 * One of the swarm and its connection, whatever is spoken on it: calls, is let in, loses the network, calls again after
 * a rest. Lives on the swarm's thread.
 *
 * <pre>
 *   AWAY ──due──▶ CALLING ──let in──▶ THERE ──closed, cut──▶ AWAY
 * </pre>
 */
public abstract class Member {
    private static final long REST_FIRST_NANOS = 200_000_000L;
    private static final long REST_SPREAD_NANOS = 800_000_000L;
    /** How much is read of a broken connection, in fills of the buffer. */
    private static final int FAREWELL_READS = 8;

    private static final long ANSWER_WITHIN_NANOS = 15_000_000_000L;

    enum State {
        AWAY,
        CALLING,
        THERE
    }

    final LoadPlan plan;
    final Tally tally;
    final SplittableRandom dice;
    final ByteBuffer out;
    final ByteBuffer in = ByteBuffer.allocate(4 * 1024);
    private final String name;
    private final SortedMap<Long, BitSet> acknowledged = new TreeMap<>();
    private State state = State.AWAY;
    private SocketChannel channel;
    private SelectionKey key;
    private long callAtNanos;
    private long calledNanos;

    /**
     * @param name what it is known by
     * @param number its place in the swarm
     */
    Member(LoadPlan plan, String name, int number, Tally tally, int outBytes) {
        this.plan = plan;
        this.name = name;
        this.tally = tally;
        dice = new SplittableRandom(plan.seed() * 1_000_003 + number);
        out = ByteBuffer.allocate(outBytes);
    }

    /** The TCP connection stands: what is to be said first goes to {@link #out}. */
    abstract void greet();

    /** Takes the next whole message of {@link #in} and deals with it; false when there is none. */
    abstract boolean take(long now) throws IOException;

    /** Forgets what belonged to the last connection, before the next is begun. */
    abstract void beginAnew();

    /**
     * Sends what was not acknowledged before, then up to so many new messages.
     *
     * @return messages that were made anew
     */
    abstract int send(int wanted, long dueNanos, long spacingNanos, long cityMs, long now) throws IOException;

    /** Messages that were made and are not acknowledged. */
    public abstract int unacknowledged();

    /** The device id or the VIN. */
    public final String name() {
        return name;
    }

    /** Acknowledged sequences by boot. */
    public final SortedMap<Long, BitSet> acknowledged() {
        return acknowledged;
    }

    final boolean isThere() {
        return state == State.THERE;
    }

    final boolean isAway() {
        return state == State.AWAY;
    }

    final void letIn() {
        state = State.THERE;
    }

    /** When the call of this connection began. */
    final long calledNanos() {
        return calledNanos;
    }

    /** Calls the service when it is time to. */
    final void call(Selector selector, long now) {
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
            beginAnew();
            tally.connects++;
            if (channel.connect(new InetSocketAddress(plan.host(), plan.port()))) {
                connected();
            }
        } catch (IOException e) {
            close(now);
        }
    }

    final void connected() throws IOException {
        if (!channel.isConnected()) {
            channel.finishConnect();
        }
        key.interestOps(SelectionKey.OP_READ);
        greet();
        flush();
    }

    /** Reads what the service sent. */
    final void read(long now) throws IOException {
        if (channel.read(in) < 0) {
            lost(now);
            return;
        }
        in.flip();
        boolean more = true;
        while (more && state != State.AWAY) {
            more = take(now);
        }
        if (state != State.AWAY) {
            in.compact();
        }
    }

    /** The connection broke while it was used: what the service said before may still be there to be read. */
    final void broken(long now) {
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
    final void lost(long now) {
        tally.closed += state == State.THERE ? 1 : 0;
        close(now);
    }

    /** Loses the network. */
    final void cut(long now) {
        if (state != State.AWAY) {
            tally.cuts++;
            close(now);
        }
    }

    /** Ends the connection and plans the next. */
    final void close(long now) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                System.err.println(name + " could not close its connection: " + e.getMessage());
            }
        }
        channel = null;
        state = State.AWAY;
        callAtNanos = now + REST_FIRST_NANOS + dice.nextLong(REST_SPREAD_NANOS);
    }

    /** Ends the connection; the next comes when the basement is over, whose end this answers. */
    final long closeBelow(long now) {
        tally.basements++;
        close(now);
        callAtNanos = now + (long) (plan.faults().basementS() * 1e9);
        return callAtNanos;
    }

    final void flush() throws IOException {
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

    final boolean chance(double share) {
        return share > 0 && dice.nextDouble() < share;
    }

    final void acknowledged(long boot, int fromSeq, int toSeq) {
        acknowledged.computeIfAbsent(boot, none -> new BitSet()).set(fromSeq, toSeq);
    }
}
