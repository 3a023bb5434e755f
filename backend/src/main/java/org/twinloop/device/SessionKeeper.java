package org.twinloop.device;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.Trouble;

/**
 * Keeps the sessions of this instance and their rows in step: ends rows of connections that are gone, and connections
 * whose row says that they should be: taken over on another instance, blocked, silent for too long.
 *
 * <p>Races thought of: an instance that was cut off from the database, or stood still, finds its rows ended by another
 * although its connections stand, and opens them again at the same epoch. A row may be opened so behind the end of its
 * connection; so each is looked at afterwards, and ended once more where the connection has gone.
 */
@ApplicationScoped
class SessionKeeper {

    private static final Logger LOG = Logger.getLogger(SessionKeeper.class);
    /** An instance is gone when its beat is this old. */
    private static final int BEAT_MISSED_S = 15;

    private final Vertx vertx;
    private final Database database;
    private final SessionRepository repository;
    private final LiveSessions live;
    private final DeviceConfig config;
    private final Clock clock;
    private final ConcurrentLinkedQueue<DeviceSession> unwritten = new ConcurrentLinkedQueue<>();
    private final Trouble trouble = new Trouble(LOG, "comparisons of sessions");
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean stopping;

    SessionKeeper(
            Vertx vertx,
            Database database,
            SessionRepository repository,
            LiveSessions live,
            DeviceConfig config,
            Clock clock) {
        this.vertx = vertx;
        this.database = database;
        this.repository = repository;
        this.live = live;
        this.config = config;
        this.clock = clock;
    }

    UUID instance() {
        return live.instance();
    }

    /** Once, however many doors open. */
    void start() {
        if (started.compareAndSet(false, true)) {
            sweepAgain(1);
        }
    }

    /** Says goodbye to all devices and leaves the table of instances. */
    Uni<Integer> stop() {
        stopping = true;
        live.all()
                .forEach(session ->
                        session.close(MqttDisconnectReasonCode.SERVER_SHUTTING_DOWN, "the service is shutting down"));
        return inTransaction(() -> repository
                .endAll(live.instance(), "the service was shut down", clock.instant())
                .call(() -> repository.leave(live.instance())));
    }

    /** The session that has to go for this one, or this one itself; null when there is none. */
    DeviceSession admit(DeviceSession session) {
        return live.admit(session);
    }

    void listening(DeviceSession session, boolean listening) {
        inTransaction(() -> repository.listening(session.deviceId(), session.epoch(), listening))
                .subscribe()
                .with(
                        rows -> LOG.debugf("%s listens: %s", session.deviceId(), listening),
                        failed -> session.close(
                                MqttDisconnectReasonCode.UNSPECIFIED_ERROR, "the subscription could not be stored"));
    }

    /** A connection is gone. When its row cannot be ended now, the sweep does it later. */
    void ended(DeviceSession session) {
        live.remove(session);
        if (!stopping) {
            end(session).subscribe().with(rows -> {}, failed -> unwritten.add(session));
        }
    }

    private Uni<Integer> end(DeviceSession session) {
        return inTransaction(
                () -> repository.end(session.deviceId(), session.epoch(), session.endReason(), clock.instant()));
    }

    private void sweepAgain(long afterMs) {
        vertx.setTimer(afterMs, timer -> {
            if (!stopping) {
                trouble.endure(sweep())
                        .subscribe()
                        .with(done -> sweepAgain(config.sweepInterval().toMillis()));
            }
        });
    }

    private Uni<Void> sweep() {
        closeSilent();
        List<DeviceSession> held = List.copyOf(live.all());
        String[] ids = held.stream().map(DeviceSession::deviceId).toArray(String[]::new);
        Long[] epochs = held.stream().map(DeviceSession::epoch).toArray(Long[]::new);
        List<Reopened> reopened = new ArrayList<>();
        return inTransaction(() -> repository
                        .beat(live.instance())
                        .chain(() -> repository.endOrphans(clock.instant(), BEAT_MISSED_S))
                        .chain(() -> repository.stale(ids, epochs))
                        .call(stale -> reopen(stale, reopened)))
                .onTermination()
                .invoke(() -> reopened.forEach(this::compare))
                .invoke(stale -> stale.forEach(this::close))
                .chain(this::endUnwritten);
    }

    /** A session whose row is opened again, and what the row then says of it. */
    private record Reopened(DeviceSession session, boolean listening) {}

    private Uni<Integer> reopen(List<SessionRepository.Stale> stale, List<Reopened> reopened) {
        stale.stream()
                .filter(one -> !stopping && one.odd() == SessionRepository.Odd.ENDED)
                .map(this::held)
                .filter(Objects::nonNull)
                .forEach(session -> reopened.add(new Reopened(session, session.isListening())));
        return reopened.isEmpty()
                ? Uni.createFrom().item(0)
                : repository
                        .reopen(
                                reopened.stream()
                                        .map(one -> one.session().deviceId())
                                        .toArray(String[]::new),
                                reopened.stream()
                                        .map(one -> one.session().epoch())
                                        .toArray(Long[]::new),
                                reopened.stream().map(Reopened::listening).toArray(Boolean[]::new))
                        .invoke(rows -> LOG.warnf("%d sessions go on that another instance had ended", rows));
    }

    /** The row may have been opened behind the session's own end, or behind its subscription. */
    private void compare(Reopened reopened) {
        DeviceSession session = reopened.session();
        if (live.find(session.deviceId()) != session) {
            unwritten.add(session);
        } else if (session.isListening() != reopened.listening()) {
            listening(session, session.isListening());
        }
    }

    private void closeSilent() {
        long longest = config.keepAliveMax().toNanos();
        live.all().stream()
                .filter(session -> session.isSilentFor(longest))
                .forEach(session -> session.close(
                        MqttDisconnectReasonCode.KEEP_ALIVE_TIMEOUT, "nothing was heard for " + config.keepAliveMax()));
    }

    /** Null when it has gone meanwhile. */
    private DeviceSession held(SessionRepository.Stale stale) {
        DeviceSession session = live.find(stale.deviceId());
        return session == null || session.epoch() != stale.epoch() ? null : session;
    }

    private void close(SessionRepository.Stale stale) {
        DeviceSession session = held(stale);
        if (session != null && stale.odd() == SessionRepository.Odd.BLOCKED) {
            closeBlocked(session);
        } else if (session != null && stale.odd() == SessionRepository.Odd.TAKEN_OVER) {
            session.close(MqttDisconnectReasonCode.SESSION_TAKEN_OVER, "a newer connection of the device took over");
        }
    }

    /** Ends the session of a device that was just blocked, if it is here. */
    void closeBlocked(String deviceId) {
        DeviceSession session = live.find(deviceId);
        if (session != null) {
            closeBlocked(session);
        }
    }

    private static void closeBlocked(DeviceSession session) {
        session.close(MqttDisconnectReasonCode.ADMINISTRATIVE_ACTION, "the device is blocked");
    }

    private Uni<Void> endUnwritten() {
        DeviceSession session = unwritten.peek();
        if (session == null) {
            return Uni.createFrom().voidItem();
        }
        return end(session).invoke(rows -> unwritten.remove(session)).chain(rows -> endUnwritten());
    }

    private <T> Uni<T> inTransaction(Supplier<Uni<T>> work) {
        return database.apart(Scope.SYSTEM, work);
    }
}
