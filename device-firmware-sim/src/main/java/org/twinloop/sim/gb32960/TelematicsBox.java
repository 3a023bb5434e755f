package org.twinloop.sim.gb32960;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import org.twinloop.sim.time.Dice;
import org.twinloop.sim.time.Timeline;

/** The box of one car: one connection, and a store for what the service has not answered. On one event loop. */
final class TelematicsBox {
    /** More than two days of a report every ten seconds; beyond, the oldest is given up and counted. */
    static final int STORED_MAX = 20_000;

    private static final int WINDOW = 8;
    private static final int CELLS_EVERY = 6;
    private static final long BACKOFF_MIN_MS = 500;
    private static final long BACKOFF_MAX_MS = 15_000;
    private static final long SILENCE_MAX_MS = 60_000;

    private final Vertx vertx;
    private final NetClient client;
    private final String host;
    private final int port;
    private final String vin;
    private final String iccid;
    private final Frames frames;
    private final Timeline timeline;
    private final Supplier<Gauges> gauges;
    private final Dice dice;
    private final Deque<Report> stored = new ArrayDeque<>();
    private final Deque<Report> fresh = new ArrayDeque<>();
    private final Deque<Report> underWay = new ArrayDeque<>();
    private NetSocket socket;
    private boolean loggedIn;
    private boolean over;
    private byte[] received = new byte[1_024];
    private int receivedBytes;
    private int serial;
    private int failures;
    private int taken;
    private long cutUntilMs;
    private long heardMs;
    private long acknowledged;
    private long reissued;
    private long refused;
    private long dropped;

    /** A report as it was taken. */
    private record Report(long cityMs, Gauges car, boolean withCells) {}

    /** Where the service is and what it knows the box by. */
    record Line(Vertx vertx, NetClient client, String host, int port, String vin, String iccid, boolean of2025) {}

    TelematicsBox(Line line, Timeline timeline, Supplier<Gauges> gauges, Dice dice) {
        this.vertx = line.vertx();
        this.client = line.client();
        this.host = line.host();
        this.port = line.port();
        this.vin = line.vin();
        this.iccid = line.iccid();
        this.frames = new Frames(line.of2025());
        this.timeline = timeline;
        this.gauges = gauges;
        this.dice = dice;
    }

    String vin() {
        return vin;
    }

    boolean up() {
        return loggedIn;
    }

    long acknowledged() {
        return acknowledged;
    }

    /** How many of the acknowledged ones were sent as reissued. */
    long reissued() {
        return reissued;
    }

    long refused() {
        return refused;
    }

    long dropped() {
        return dropped;
    }

    int unsent() {
        return stored.size() + fresh.size() + underWay.size();
    }

    /** Reads the gauges; sends at once or keeps them until there is a connection again. */
    void report() {
        Report report = new Report(timeline.nowMs(), gauges.get(), taken++ % CELLS_EVERY == 0);
        (loggedIn ? fresh : stored).addLast(report);
        if (stored.size() + fresh.size() > STORED_MAX) {
            (stored.isEmpty() ? fresh : stored).removeFirst();
            dropped++;
        }
        flush();
    }

    void open() {
        if (over || socket != null) {
            return;
        }
        long waitMs = cutUntilMs - System.currentTimeMillis();
        if (waitMs > 0) {
            vertx.setTimer(waitMs, timer -> open());
            return;
        }
        client.connect(port, host).onComplete(dialled -> {
            if (dialled.failed()) {
                redial();
            } else if (over || socket != null) {
                dialled.result().close();
            } else {
                connected(dialled.result());
            }
        });
    }

    /** The network is gone for some real seconds; nobody says goodbye. */
    void cut(double seconds) {
        cutUntilMs = System.currentTimeMillis() + Math.round(seconds * 1_000);
        lost(socket);
    }

    /** Logs out and does not come back. */
    void hangUp() {
        over = true;
        if (loggedIn) {
            write(frames.logout(vin, timeline.nowMs(), serial));
        }
        lost(socket);
    }

    /** Now and then: keeps the connection alive, gives up one on which the service has fallen silent. */
    void care() {
        if (loggedIn && !underWay.isEmpty() && System.currentTimeMillis() - heardMs > SILENCE_MAX_MS) {
            lost(socket);
        } else if (loggedIn) {
            write(frames.heartbeat(vin));
        }
    }

    private void connected(NetSocket now) {
        socket = now;
        receivedBytes = 0;
        heardMs = System.currentTimeMillis();
        now.handler(buffer -> received(now, buffer));
        now.closeHandler(closed -> lost(now));
        now.exceptionHandler(failure -> lost(now));
        serial = serial % 65_531 + 1;
        write(frames.login(vin, timeline.nowMs(), serial, iccid));
    }

    private void lost(NetSocket gone) {
        if (gone == null || gone != socket) {
            return;
        }
        socket = null;
        loggedIn = false;
        stored.addAll(underWay);
        stored.addAll(fresh);
        underWay.clear();
        fresh.clear();
        gone.close();
        redial();
    }

    private void redial() {
        if (!over) {
            long backoffMs = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS << Math.min(6, failures++));
            vertx.setTimer(Math.max(1, Math.round(backoffMs * dice.between(0.5, 1.5))), timer -> open());
        }
    }

    private void received(NetSocket on, Buffer buffer) {
        if (on != socket) {
            return;
        }
        heardMs = System.currentTimeMillis();
        if (receivedBytes + buffer.length() > received.length) {
            received = java.util.Arrays.copyOf(received, (receivedBytes + buffer.length()) * 2);
        }
        buffer.getBytes(0, buffer.length(), received, receivedBytes);
        receivedBytes += buffer.length();
        Optional<Frames.Answer> answer = Frames.answer(received, 0, receivedBytes);
        while (answer.isPresent() && on == socket) {
            int bytes = answer.get().bytes();
            receivedBytes -= bytes;
            System.arraycopy(received, bytes, received, 0, receivedBytes);
            answered(answer.get());
            answer = Frames.answer(received, 0, receivedBytes);
        }
        flush();
    }

    private void answered(Frames.Answer answer) {
        boolean ok = answer.flag() == Frames.OK;
        switch (answer.command()) {
            case Frames.LOGIN -> {
                if (ok) {
                    loggedIn = true;
                    failures = 0;
                } else {
                    refused++;
                    lost(socket);
                }
            }
            case Frames.REAL_TIME, Frames.REISSUE -> {
                boolean known = underWay.removeIf(report -> Frames.time(report.cityMs()) == answer.time());
                if (known && ok) {
                    acknowledged++;
                    reissued += answer.command() == Frames.REISSUE ? 1 : 0;
                } else if (!ok) {
                    refused++;
                }
            }
            default -> {}
        }
    }

    private void flush() {
        while (loggedIn && underWay.size() < WINDOW && !(fresh.isEmpty() && stored.isEmpty())) {
            boolean live = !fresh.isEmpty();
            Report next = live ? fresh.removeFirst() : stored.removeFirst();
            underWay.addLast(next);
            write(frames.report(
                    live ? Frames.REAL_TIME : Frames.REISSUE, vin, next.cityMs(), next.car(), next.withCells()));
        }
    }

    private void write(byte[] frame) {
        socket.write(Buffer.buffer(frame));
    }
}
