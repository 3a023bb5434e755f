package org.twinloop.device.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;

/** Orders to devices. {@link #send} and the readers run in the caller's act. */
@ApplicationScoped
public class Commands {

    private final CommandRepository repository;
    private final Database database;
    private final Journal journal;
    private final Clock clock;

    Commands(CommandRepository repository, Database database, Journal journal, Clock clock) {
        this.repository = repository;
        this.database = database;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Queues a command in the caller's transaction; it is sent once that commits and the device listens. The same id
     * again answers the command as it stands, unless it was for something else.
     */
    public Uni<Command> send(CommandRequest request) {
        Instant now = clock.instant();
        return repository
                .find(request.id())
                .chain(found -> found.isPresent() ? Uni.createFrom().item(found) : add(request, now))
                .map(command -> command.filter(present -> asksTheSame(request, present))
                        .orElseThrow(() -> new ProblemException(
                                CommonProblem.CONFLICT,
                                "command id " + request.id() + " is taken; make a new one for a new command")));
    }

    private Uni<Optional<Command>> add(CommandRequest request, Instant now) {
        if (!request.expires().isAfter(now)) {
            throw new ProblemException(CommonProblem.INVALID, "expires " + request.expires() + " is not after " + now);
        }
        return repository
                .insert(request, now)
                .onFailure(failed -> DatabaseFailure.sqlState(failed)
                        .filter(DatabaseFailure.FOREIGN_KEY_VIOLATION::equals)
                        .isPresent())
                .transform(unknown -> ProblemException.notFound("there is no device " + request.deviceId()))
                .chain(added -> added.isPresent() ? Uni.createFrom().item(added) : repository.find(request.id()));
    }

    /** The expiry is left out: a phone that repeats its call does so later. */
    private static boolean asksTheSame(CommandRequest request, Command present) {
        var extra = request.extra() == null ? JsonNodeFactory.instance.objectNode() : request.extra();
        return present.deviceId().equals(request.deviceId())
                && present.kind() == request.kind()
                && present.extra().equals(extra)
                && Objects.equals(present.tripId(), request.tripId())
                && Objects.equals(present.actor(), request.actor());
    }

    public Uni<Optional<Command>> find(UUID id) {
        return repository.find(id);
    }

    /** All commands of a trip, oldest first. */
    public Uni<List<Command>> ofTrip(UUID tripId) {
        return repository.ofTrip(tripId);
    }

    /** All commands of several trips, each oldest first; a trip without one is left out. */
    public Uni<Map<UUID, List<Command>>> ofTrips(Collection<UUID> tripIds) {
        return repository.ofTrips(tripIds);
    }

    /** Ends the open orders of a kind that a trip gave: what they were for is over. Runs in the caller's act. */
    public Uni<Void> withdraw(UUID tripId, Command.Kind kind, String reason) {
        return repository.withdraw(tripId, kind, reason, clock.instant()).chain(withdrawn -> {
            Uni<Void> told = Uni.createFrom().voidItem();
            for (Command command : withdrawn) {
                told = told.chain(() -> tell("command.withdrawn", command));
            }
            return told;
        });
    }

    /** Commands of a device, newest first, before the given time and id. */
    public Uni<List<Command>> ofDevice(String deviceId, Instant beforeAt, UUID beforeId, int limit) {
        return repository.ofDevice(deviceId, beforeAt, beforeId, limit);
    }

    /**
     * The device itself has shown that it did it. Joins the caller's act or makes one of its own. A command that had
     * ended otherwise stays as it ended, and {@code command.obeyed-late} tells once; says nothing when it is confirmed
     * already or is not this device's.
     *
     * @param at event time of the proof
     */
    public Uni<Void> confirmed(String deviceId, UUID commandId, Instant at) {
        return database.act(
                Scope.SYSTEM,
                () -> repository
                        .confirm(deviceId, commandId, at)
                        .chain(command -> command.isPresent()
                                ? tell("command.confirmed", command.get())
                                : obeyedLate(deviceId, commandId, at)));
    }

    private Uni<Void> obeyedLate(String deviceId, UUID commandId, Instant at) {
        return repository
                .obeyedLate(deviceId, commandId, at)
                .chain(command -> command.isPresent()
                        ? tell("command.obeyed-late", command.get())
                        : Uni.createFrom().voidItem());
    }

    /** The device has taken the order; false when there is no such command of this device. */
    Uni<Boolean> acknowledged(String deviceId, UUID commandId) {
        return repository.acknowledged(deviceId, commandId, clock.instant()).map(rows -> rows > 0);
    }

    /** The device refuses; false when there is no such command of this device. */
    Uni<Boolean> refused(String deviceId, UUID commandId, String reason) {
        return repository
                .fail(deviceId, commandId, reason, clock.instant())
                .chain(command -> command.isPresent()
                        ? tell("command.failed", command.get()).replaceWith(true)
                        : repository
                                .find(commandId)
                                .map(present -> present.filter(
                                                over -> over.deviceId().equals(deviceId))
                                        .isPresent()));
    }

    /** Ends what ran out of time; answers how many. */
    Uni<Integer> expire(java.time.Duration proofWithin, int limit) {
        Instant now = clock.instant();
        return repository.expire(now, now.minus(proofWithin), limit).chain(expired -> {
            Uni<Void> told = Uni.createFrom().voidItem();
            for (Command command : expired) {
                told = told.chain(() -> tell("command.failed", command));
            }
            return told.replaceWith(expired.size());
        });
    }

    private Uni<Void> tell(String event, Command command) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("commandId", command.id());
        payload.put("deviceId", command.deviceId());
        payload.put("kind", command.kind());
        payload.put("state", command.state());
        payload.put("reason", command.reason());
        return journal.append(Event.of(event)
                .subject("command", command.id())
                .actor(command.actor())
                .unit(command.unitId())
                .trip(command.tripId())
                .payload(payload));
    }
}
