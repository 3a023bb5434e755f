package org.twinloop.sim.terminal;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.twinloop.sim.time.Dice;

/**
 * All MQTT lines of the city. Everything runs on one event loop; at most {@link #DIALLING_MAX} lines dial at a time, so
 * that a restarted service is not overrun.
 */
public final class Exchange {
    static final int DIALLING_MAX = 24;
    private static final long CARE_MS = 5_000;

    private final Vertx vertx;
    private final String host;
    private final int port;
    private final Credentials credentials;
    private final Dice jitter;
    private final long lingerMs;
    private final Runnable catchUp;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Deque<Line> dialQueue = new ArrayDeque<>();
    private Path authority;
    private int dialling;
    private long published;
    private long dialledTimes;

    /**
     * Prepares the lines; nothing is dialled before {@link Line#open}.
     *
     * @param lingerMs how long an unhurried message may wait for company; 0 sends each at once
     * @param catchUp brings the city up to the present before a command is obeyed
     */
    public Exchange(
            Vertx vertx, String host, int port, Credentials credentials, Dice jitter, long lingerMs, Runnable catchUp) {
        this.vertx = vertx;
        this.host = host;
        this.port = port;
        this.credentials = credentials;
        this.jitter = jitter;
        this.lingerMs = lingerMs;
        this.catchUp = catchUp;
        vertx.setPeriodic(CARE_MS, timer -> lines.values().forEach(Line::care));
    }

    /** All lines are dialled over TLS, and the service must show a certificate of this authority for its host name. */
    public void overTls(Path authority) {
        this.authority = authority;
    }

    /** Null when lines are dialled without TLS. */
    Path authority() {
        return authority;
    }

    /** The line of a device; {@code orders} gets what arrives on it. */
    public Line line(String deviceId, Consumer<Command> orders) {
        Line line = new Line(this, deviceId, command -> {
            catchUp.run();
            orders.accept(command);
        });
        lines.put(deviceId, line);
        return line;
    }

    /** Dials all lines, and keeps dialling them whenever they are lost. */
    public void openAll() {
        lines.values().forEach(Line::open);
    }

    /** Ends all lines for good. */
    public void hangUp() {
        lines.values().forEach(Line::hangUp);
    }

    public Optional<Line> find(String deviceId) {
        return Optional.ofNullable(lines.get(deviceId));
    }

    public long connected(String prefix) {
        return lines.values().stream()
                .filter(line -> line.up() && line.deviceId().startsWith(prefix))
                .count();
    }

    public long acknowledged() {
        return lines.values().stream()
                .mapToLong(line -> line.outbox().acknowledged())
                .sum();
    }

    public long published() {
        return published;
    }

    /** How often a line came up. */
    public long dialledTimes() {
        return dialledTimes;
    }

    public long unsent() {
        return lines.values().stream().mapToLong(Line::unsent).sum();
    }

    Vertx vertx() {
        return vertx;
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    Credentials credentials() {
        return credentials;
    }

    long lingerMs() {
        return lingerMs;
    }

    /** Between half and one and a half times this long. */
    long jittered(long ms) {
        return Math.max(1, Math.round(ms * jitter.between(0.5, 1.5)));
    }

    void countPublished() {
        published++;
    }

    void countDialled() {
        dialledTimes++;
    }

    void queueToDial(Line line) {
        dialQueue.addLast(line);
        dialNext();
    }

    void dialled() {
        dialling--;
        dialNext();
    }

    private void dialNext() {
        while (dialling < DIALLING_MAX && !dialQueue.isEmpty()) {
            dialling++;
            dialQueue.removeFirst().dial();
        }
    }
}
