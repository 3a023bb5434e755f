package org.twinloop.device.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.common.Trouble;
import org.twinloop.device.LiveSessions;
import org.twinloop.device.broker.Broker;

/**
 * Sends queued commands to the devices that listen on this instance or through the broker, and ends those whose time
 * ran out.
 *
 * <p>A command is marked as sent, committed, and only then published: a crash between the two loses nothing, because
 * it also ends the session, and what was sent on an earlier epoch is sent again on the next one. Through a broker,
 * where sessions outlive an instance, what has no answer is sent again after a time. Terminals obey an id once.
 */
@ApplicationScoped
class CommandDispatcher {

    private static final Logger LOG = Logger.getLogger(CommandDispatcher.class);
    private static final long REST_AFTER_FAILURE_MS = 1_000;

    private final Vertx vertx;
    private final Database database;
    private final Commands commands;
    private final CommandRepository repository;
    private final LiveSessions sessions;
    private final Broker broker;
    private final CommandConfig config;
    private final Clock clock;
    private final ObjectMapper json;
    private final Trouble trouble = new Trouble(LOG, "commands to devices");
    private volatile boolean stopping;

    CommandDispatcher(
            Vertx vertx,
            Database database,
            Commands commands,
            CommandRepository repository,
            LiveSessions sessions,
            Broker broker,
            CommandConfig config,
            Clock clock,
            ObjectMapper json) {
        this.vertx = vertx;
        this.database = database;
        this.commands = commands;
        this.repository = repository;
        this.sessions = sessions;
        this.broker = broker;
        this.config = config;
        this.clock = clock;
        this.json = json;
    }

    void start(@Observes StartupEvent started) {
        again(config.pollInterval().toMillis());
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    private void again(long afterMs) {
        vertx.setTimer(Math.max(1, afterMs), timer -> {
            if (!stopping) {
                trouble.watch(pass())
                        .subscribe()
                        .with(
                                done -> again(
                                        done > 0 ? 1 : config.pollInterval().toMillis()),
                                failed -> again(REST_AFTER_FAILURE_MS));
            }
        });
    }

    /** Answers how many commands it sent or ended. */
    Uni<Integer> pass() {
        return database.apart(
                        Scope.SYSTEM,
                        () -> repository
                                .due(open(), clock.instant(), config.batchMax())
                                .map(this::withinWindows)
                                .chain(this::markSent))
                .invoke(due -> due.forEach(this::publish))
                .chain(due -> database.apart(
                                Scope.SYSTEM, () -> commands.expire(config.proofWithin(), config.batchMax()))
                        .map(expired -> expired + due.size()));
    }

    /** Where this instance can send to now. */
    private CommandRepository.Ways open() {
        return new CommandRepository.Ways(sessions.instance(), broker.isUp(), broker.triedBefore());
    }

    private List<CommandRepository.Due> withinWindows(List<CommandRepository.Due> due) {
        Map<String, Integer> taken = new HashMap<>();
        List<CommandRepository.Due> sendable = new ArrayList<>(due.size());
        for (CommandRepository.Due one : due) {
            String device = one.command().deviceId();
            if (taken.merge(device, 1, Integer::sum) <= room(one)) {
                sendable.add(one);
            }
        }
        return sendable;
    }

    private int room(CommandRepository.Due due) {
        return due.viaBroker() ? Integer.MAX_VALUE : sessions.room(due.command().deviceId(), due.epoch());
    }

    private Uni<List<CommandRepository.Due>> markSent(List<CommandRepository.Due> due) {
        Uni<Integer> marked = Uni.createFrom().item(0);
        for (CommandRepository.Due one : due) {
            marked = marked.chain(
                    () -> repository.sent(one.command().id(), one.epoch(), clock.instant(), SystemTime.now()));
        }
        return marked.replaceWith(due);
    }

    private void publish(CommandRepository.Due due) {
        Command command = due.command();
        ObjectNode wire = json.createObjectNode()
                .put("id", command.id().toString())
                .put("cmd", command.kind().name())
                .put("expires", command.expires().toEpochMilli());
        command.extra().properties().forEach(field -> wire.set(field.getKey(), field.getValue()));
        byte[] payload = wire.toString().getBytes(StandardCharsets.UTF_8);
        if (due.viaBroker()) {
            throughBroker(due, payload);
        } else if (!sessions.send(command.deviceId(), due.epoch(), payload, due.again())) {
            LOG.debugf("%s left before command %s; its next session gets it", command.deviceId(), command.id());
        }
    }

    /** What the broker does not take, or nobody answers, is sent again; where nobody subscribed, when it is heard. */
    private void throughBroker(CommandRepository.Due due, byte[] payload) {
        Command command = due.command();
        Uni.createFrom()
                .completionStage(() -> broker.publish(
                        command.deviceId(), payload, Duration.between(clock.instant(), command.expires())))
                .chain(heard -> heard
                        ? Uni.createFrom().item(0)
                        : database.apart(
                                Scope.SYSTEM, () -> repository.unsent(command.id(), command.deviceId(), due.epoch())))
                .subscribe()
                .with(
                        back -> LOG.debugf("command %s went to the broker, taken back: %d", command.id(), back),
                        failed -> LOG.debugf("command %s is sent again: %s", command.id(), failed.getMessage()));
    }
}
