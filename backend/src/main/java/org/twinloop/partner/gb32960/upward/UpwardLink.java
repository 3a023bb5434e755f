package org.twinloop.partner.gb32960.upward;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.twinloop.common.SystemTime;
import org.twinloop.partner.gb32960.upward.Outgoing.Sent;
import org.twinloop.partner.gb32960.wire.BeijingTime;
import org.twinloop.partner.gb32960.wire.Command;
import org.twinloop.partner.gb32960.wire.Edition;
import org.twinloop.partner.gb32960.wire.Frame;
import org.twinloop.partner.gb32960.wire.FrameCutter;
import org.twinloop.partner.gb32960.wire.FrameWriter;
import org.twinloop.partner.gb32960.wire.Reply;

/**
 * The link to one supervising platform, on one event loop; only {@link #start}, {@link #stop} and the getters may be
 * called from elsewhere.
 *
 * <pre>
 *   stopped ──▶ resting ──▶ connecting ──▶ logging in ──▶ up
 *                  ▲             │              │          │  no answer, end of the connection
 *                  └─────────────┴──────────────┴──────────┘
 * </pre>
 */
final class UpwardLink {

    private static final Logger LOG = Logger.getLogger(UpwardLink.class);
    private static final long TICK_MS = 50;
    private static final int CONNECT_WITHIN_MS = 5_000;
    private static final int FRAME_BYTES_MAX = 65_556;
    private static final int LOGINS_BEFORE_REST = 3;
    /** The edition of 2025 asks for three times the rest of 2016 after a login that failed. */
    private static final int SLOWER_2025 = 3;

    private enum State {
        STOPPED,
        RESTING,
        CONNECTING,
        LOGGING_IN,
        UP
    }

    private final Vertx vertx;
    private final Context context;
    private final NetClient client;
    private final String name;
    private final UpwardConfig.Target target;
    private final UpwardConfig config;
    private final UpwardHistory history;
    private final UpwardMeters meters;
    private final Clock clock;
    private final LoginFrames logins;
    private final ReportFrame reports;
    private final Outgoing outgoing;
    private final Forwarding forwarding;
    private final Set<String> vehicles = new LinkedHashSet<>();

    private volatile State state = State.STOPPED;
    private volatile double backlogSeconds;
    private NetSocket socket;
    private FrameCutter cutter;
    private long timer;
    private int serial;
    private int connectFailures;
    private int loginFailures;
    private long restUntilNanos;
    private long loginSentNanos;
    private long sentNanos;

    UpwardLink(
            Vertx vertx,
            String name,
            UpwardConfig.Target target,
            UpwardConfig config,
            UpwardHistory history,
            UpwardMeters meters,
            Clock clock,
            ObjectMapper json) {
        this.vertx = vertx;
        this.name = name;
        this.target = target;
        this.config = config;
        this.history = history;
        this.meters = meters;
        this.clock = clock;
        context = ((VertxInternal) vertx).createEventLoopContext();
        client = vertx.createNetClient(
                new NetClientOptions().setConnectTimeout(CONNECT_WITHIN_MS).setTcpNoDelay(true));
        FrameWriter writer = new FrameWriter(target.edition());
        logins = new LoginFrames(writer, target);
        reports = new ReportFrame(writer, json);
        outgoing = new Outgoing(config);
        forwarding = new Forwarding(name, context, config, history, this::pump);
        meters.link(name, this, link -> link.isUp() ? 1 : 0, link -> link.backlogSeconds);
    }

    String name() {
        return name;
    }

    boolean isUp() {
        return state == State.UP;
    }

    /** Connects, and goes on doing so whenever the connection is lost; nothing when it does already. */
    void start() {
        context.runOnContext(now -> {
            if (state == State.STOPPED) {
                rest(Duration.ZERO);
                timer = vertx.setPeriodic(TICK_MS, tick -> context.runOnContext(later -> tick()));
            }
        });
    }

    /** Logs out, if it can be, and stays away. */
    void stop(String why) {
        context.runOnContext(now -> {
            if (state == State.STOPPED) {
                return;
            }
            vertx.cancelTimer(timer);
            if (state == State.UP) {
                vehicles.forEach(vin -> write(logins.vehicleLogout(vin, clock.millis(), serial)));
                write(logins.platformLogout(clock.millis(), serial));
            }
            down();
            state = State.STOPPED;
            LOG.infof("the link to %s is closed: %s", name, why);
        });
    }

    private void tick() {
        long now = SystemTime.nanos();
        switch (state) {
            case RESTING -> {
                if (now - restUntilNanos >= 0) {
                    connect();
                }
            }
            case LOGGING_IN -> {
                if (loginSentNanos != 0
                        && now - loginSentNanos > config.answerWithin().toNanos()) {
                    loginFailed("no answer to the login");
                }
            }
            case UP -> tickUp(now);
            default -> {}
        }
    }

    private void tickUp(long now) {
        if (outgoing.isOverdue(now, config.answerWithin().toNanos())) {
            lost("no answer within " + config.answerWithin());
            return;
        }
        if (now - sentNanos > config.heartbeatEvery().toNanos() && outgoing.hasRoom()) {
            send(new Sent(
                    Command.HEARTBEAT, target.code(), logins.heartbeat(), BeijingTime.IMPOSSIBLE, now, null, null, 0));
        }
        UpwardRow missed = forwarding.backlogAt();
        backlogSeconds = missed == null
                ? 0
                : Math.max(
                        0, Duration.between(missed.eventTime(), clock.instant()).toSeconds());
        forwarding.tick(now);
        pump();
    }

    // ----- connection and login

    private void rest(Duration span) {
        state = State.RESTING;
        restUntilNanos = SystemTime.nanos() + span.toNanos();
    }

    private void connect() {
        state = State.CONNECTING;
        client.connect(target.port(), target.host())
                .onComplete(opened -> context.runOnContext(now -> {
                    if (state != State.CONNECTING) {
                        opened.map(NetSocket::close);
                    } else if (opened.failed()) {
                        refusedConnection(opened);
                    } else {
                        connected(opened.result());
                    }
                }));
    }

    private void refusedConnection(AsyncResult<NetSocket> opened) {
        LOG.debugf("%s cannot be reached: %s", name, opened.cause().getMessage());
        rest(backoff());
    }

    private Duration backoff() {
        long ms = config.reconnectMin().toMillis() << Math.min(20, connectFailures++);
        return ms < config.reconnectMax().toMillis() ? Duration.ofMillis(ms) : config.reconnectMax();
    }

    private void connected(NetSocket opened) {
        state = State.LOGGING_IN;
        loginSentNanos = 0;
        socket = opened;
        cutter = new FrameCutter(FRAME_BYTES_MAX);
        opened.handler(bytes -> context.runOnContext(now -> received(opened, bytes)));
        opened.exceptionHandler(failed -> LOG.debugf("the connection to %s failed: %s", name, failed.getMessage()));
        opened.closeHandler(closed -> context.runOnContext(now -> closed(opened)));
        ask(opened, history.nextSerial(name), this::login);
    }

    private void login(int next) {
        serial = next;
        loginSentNanos = SystemTime.nanos();
        write(logins.platformLogin(clock.millis(), serial));
    }

    private void closed(NetSocket on) {
        if (on == socket) {
            if (state == State.LOGGING_IN) {
                loginFailed("the platform closed the connection");
            } else {
                lost("the platform closed the connection");
            }
        }
    }

    private void loginFailed(String why) {
        loginFailures++;
        Duration retry = target.edition() == Edition.V2016
                ? config.retryAfter()
                : config.retryAfter().multipliedBy(SLOWER_2025);
        Duration span = loginFailures % LOGINS_BEFORE_REST == 0 ? config.loginRest() : retry;
        LOG.warnf("the login at %s failed: %s; next attempt in %s", name, why, span);
        down();
        rest(span);
    }

    private void up(Snapshot head) {
        state = State.UP;
        connectFailures = 0;
        loginFailures = 0;
        sentNanos = SystemTime.nanos();
        vehicles.clear();
        forwarding.begin(head, sentNanos);
        LOG.infof("logged in at %s", name);
        tick();
    }

    private void lost(String why) {
        LOG.infof("the link to %s is lost: %s", name, why);
        meters.lost(name);
        down();
        rest(backoff());
    }

    private void down() {
        NetSocket gone = socket;
        socket = null;
        outgoing.clear();
        forwarding.end();
        if (gone != null) {
            gone.close();
        }
    }

    // ----- frames

    private void received(NetSocket on, Buffer buffer) {
        if (on != socket) {
            return;
        }
        byte[] bytes = buffer.getBytes();
        cutter.feed(bytes, 0, bytes.length);
        for (Frame frame = cutter.next(); frame != null && on == socket; frame = cutter.next()) {
            if (frame.isSound() && !frame.asks()) {
                answered(on, frame);
            }
        }
        pump();
    }

    private void answered(NetSocket on, Frame frame) {
        boolean ok = frame.replyCode() == Reply.OK.code();
        if (state == State.LOGGING_IN) {
            if (frame.command() == Command.PLATFORM_LOGIN && ok) {
                ask(on, history.cut(name), this::up);
            } else if (frame.command() == Command.PLATFORM_LOGIN) {
                loginFailed("the platform answered " + frame.replyCode());
            }
            return;
        }
        Sent sent = outgoing.answered(frame);
        if (sent == null) {
            return;
        }
        if (ok) {
            meters.acknowledged(name);
            done(sent);
        } else {
            refused(on, sent, frame.replyCode());
        }
    }

    private void done(Sent sent) {
        sent.done();
        outgoing.settle(acknowledged -> {
            if (acknowledged.lane != null) {
                forwarding.acknowledged(acknowledged.lane, acknowledged.place);
            }
        });
    }

    /** A report that is refused is kept before anything else follows from it, and repeated some times. */
    private void refused(NetSocket on, Sent sent, int reply) {
        meters.refused(name);
        boolean report = sent.command == Command.REAL_TIME || sent.command == Command.REISSUE;
        if (!report || sent.lane == null) {
            repeatLater(sent);
            done(sent);
            return;
        }
        String reason = name + " answered " + reply + "; it is repeated " + sent.repetitionsLeft + " times";
        ask(on, history.setAside(name, sent.vin, sent.frame, reason), kept -> {
            repeatLater(sent);
            done(sent);
            pump();
        });
    }

    /** What the database answers counts only while the same connection stands; without it there is nothing to say. */
    private <T> void ask(NetSocket on, Uni<T> question, Consumer<T> then) {
        question.subscribe()
                .with(
                        answer -> context.runOnContext(now -> {
                            if (on == socket) {
                                then.accept(answer);
                            }
                        }),
                        failed -> context.runOnContext(now -> {
                            if (on == socket) {
                                lost("the database does not answer: " + failed.getMessage());
                            }
                        }));
    }

    private void repeatLater(Sent sent) {
        if (sent.repetitionsLeft > 0) {
            outgoing.repeat(sent, SystemTime.nanos() + config.retryAfter().toNanos());
        }
    }

    /** Sends for as long as there is anything and room for it. */
    private void pump() {
        long now = SystemTime.nanos();
        while (state == State.UP && outgoing.hasRoom() && !socket.writeQueueFull()) {
            Sent again = outgoing.dueRepeat(now);
            Forwarding.Due due = again == null ? forwarding.poll() : null;
            if (again != null) {
                send(again.again(now));
            } else if (due != null) {
                send(due, now);
            } else {
                return;
            }
        }
    }

    private void send(Forwarding.Due due, long now) {
        UpwardRow row = due.row();
        if (vehicles.add(row.vin())) {
            long cityMs = clock.millis();
            byte[] login = logins.vehicleLogin(row.vin(), cityMs, serial);
            send(new Sent(Command.VEHICLE_LOGIN, row.vin(), login, seconds(cityMs), now, null, null, 0));
        }
        boolean fresh = !row.eventTime().isBefore(clock.instant().minus(config.realTimeWithin()));
        Command command = forwarding.isLive(due.lane()) && fresh ? Command.REAL_TIME : Command.REISSUE;
        send(new Sent(
                command,
                row.vin(),
                reports.of(row, command),
                seconds(row.eventTime().toEpochMilli()),
                now,
                due.lane(),
                row.place(),
                config.repetitions()));
    }

    /** A frame's time has no parts of a second. */
    private static long seconds(long epochMs) {
        return Math.floorDiv(epochMs, 1_000) * 1_000;
    }

    private void send(Sent sent) {
        outgoing.add(sent);
        meters.sent(name, sent.command);
        write(sent.frame);
    }

    private void write(byte[] frame) {
        sentNanos = SystemTime.nanos();
        socket.write(Buffer.buffer(frame));
    }
}
