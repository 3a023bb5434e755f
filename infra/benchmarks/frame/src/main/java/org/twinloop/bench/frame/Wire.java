package org.twinloop.bench.frame;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * {@code Wire PORT TARGET-PORT CONTROL-PORT [--delay MS] [--slice BYTES] [--break CHUNKS] [--seed N]}: a wire between
 * two programs on this machine that behaves badly. What comes is passed on late, in slices, and now and then, in the
 * middle of a slice, a connection breaks: reset towards whoever called, cut towards whom was called. Nothing is kept
 * beyond what was read last: whoever sends is made to wait.
 *
 * <p>A line to the control port sets how many bytes a second pass from callers to the target, {@code 0} for as many as
 * come; the answer is how many have passed. To the line {@code faults} the answer is what went wrong so far: {@code
 * delays=N slices=N cuts=N resets=N}, chunks passed on late, chunks passed on in several pieces, connections broken in
 * the middle towards whom was called, and reset towards whoever called.
 */
public final class Wire {
    private static final long NANOS = 1_000_000_000L;
    /** What may pass at once when nothing has passed for a while, as a share of a second. */
    private static final double BURST_S = 0.05;

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Integer> options;
    private final int target;
    private final SplittableRandom dice;
    private final NetClient client;
    private long bytesPerS;
    private long passed;
    private long delays;
    private long slices;
    private long cuts;
    private long resets;
    /** When the next byte may pass. */
    private long freeAtNanos = System.nanoTime();

    private Wire(int target, Map<String, Integer> options) {
        this.target = target;
        this.options = options;
        dice = new SplittableRandom(options.get("--seed"));
        client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
    }

    public static void main(String[] arguments) {
        Map<String, Integer> options = new TreeMap<>(Map.of("--delay", 0, "--slice", 0, "--break", 0, "--seed", 1));
        for (int i = 3; i + 1 < arguments.length; i += 2) {
            if (!options.containsKey(arguments[i])) {
                throw new IllegalArgumentException(
                        "unknown option " + arguments[i] + "; there are " + options.keySet());
            }
            options.put(arguments[i], Integer.parseInt(arguments[i + 1]));
        }
        new Wire(Integer.parseInt(arguments[1]), options)
                .open(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[2]));
    }

    /** One event loop serves both ports and all connections, so nothing here needs a lock. */
    private void open(int port, int control) {
        NetServerOptions near = new NetServerOptions().setTcpNoDelay(true).setAcceptBacklog(4_096);
        if (options.get("--break") > 0) {
            near.setSoLinger(0);
        }
        vertx.runOnContext(begin -> {
            vertx.createNetServer(near)
                    .connectHandler(this::lead)
                    .listen(port, "127.0.0.1")
                    .onFailure(Wire::end);
            vertx.createNetServer()
                    .connectHandler(this::obey)
                    .listen(control, "127.0.0.1")
                    .onFailure(Wire::end);
        });
    }

    private static void end(Throwable failed) {
        System.err.println("no wire: " + failed);
        Runtime.getRuntime().halt(1);
    }

    private void obey(NetSocket asker) {
        asker.handler(line -> {
            if (line.toString().strip().equals("faults")) {
                asker.write("delays=%d slices=%d cuts=%d resets=%d%n".formatted(delays, slices, cuts, resets));
                return;
            }
            bytesPerS = Long.parseLong(line.toString().strip());
            freeAtNanos = System.nanoTime();
            asker.write(passed + "\n");
        });
    }

    private void lead(NetSocket near) {
        near.pause();
        client.connect(target, "127.0.0.1").onComplete(called -> {
            if (called.failed()) {
                near.close();
                return;
            }
            NetSocket far = called.result();
            pass(near, far, true);
            pass(far, near, false);
            near.resume();
        });
    }

    private void pass(NetSocket from, NetSocket to, boolean upward) {
        from.handler(bytes -> {
            from.pause();
            long waitMs = upward ? waitMs(bytes.length()) : 0;
            int delay = options.get("--delay");
            long late = delay == 0 ? 0 : dice.nextInt(delay);
            delays += late > 0 ? 1 : 0;
            waitMs += late;
            if (waitMs <= 0) {
                write(bytes, from, to);
            } else {
                vertx.setTimer(waitMs, due -> write(bytes, from, to));
            }
        });
        from.closeHandler(closed -> to.close());
        from.exceptionHandler(broken -> to.close());
    }

    /** How long so many bytes have to wait for their turn, all connections together. */
    private long waitMs(int bytes) {
        passed += bytes;
        if (bytesPerS == 0) {
            return 0;
        }
        long now = System.nanoTime();
        freeAtNanos = Math.max(freeAtNanos, now - (long) (BURST_S * NANOS)) + bytes * NANOS / bytesPerS;
        return (freeAtNanos - now) / 1_000_000;
    }

    private void write(Buffer bytes, NetSocket from, NetSocket to) {
        int breaks = options.get("--break");
        int slice = options.get("--slice");
        boolean broken = breaks > 0 && dice.nextInt(breaks) == 0;
        int end = broken ? dice.nextInt(bytes.length()) : bytes.length();
        int pieces = 0;
        for (int at = 0; at < end; pieces++) {
            int next = slice == 0 ? end : Math.min(end, at + 1 + dice.nextInt(slice));
            to.write(bytes.slice(at, next));
            at = next;
        }
        slices += pieces > 1 ? 1 : 0;
        if (broken) {
            // One side of a connection is reset (SO_LINGER 0), the other is cut.
            cuts++;
            resets++;
            from.close();
            to.close();
        } else if (to.writeQueueFull()) {
            to.drainHandler(drained -> from.resume());
        } else {
            from.resume();
        }
    }
}
