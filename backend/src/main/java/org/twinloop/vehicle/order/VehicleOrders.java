package org.twinloop.vehicle.order;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.ProblemException;
import org.twinloop.device.command.Command;
import org.twinloop.device.command.CommandRequest;
import org.twinloop.device.command.Commands;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.vehicle.Fleet;
import org.twinloop.vehicle.Vehicle;
import org.twinloop.vehicle.VehicleProblem;
import org.twinloop.vehicle.VehicleState;

/** What the fleet desk tells a car to do. Every method runs in the caller's act. */
@ApplicationScoped
class VehicleOrders {

    /** Slower than this a car stands; GNSS never reports exactly 0. */
    private static final double STANDING_KMH = 3;

    private final Fleet fleet;
    private final Commands commands;
    private final Journal journal;
    private final OrderConfig config;
    private final Clock clock;

    VehicleOrders(Fleet fleet, Commands commands, Journal journal, OrderConfig config, Clock clock) {
        this.fleet = fleet;
        this.commands = commands;
        this.journal = journal;
        this.config = config;
        this.clock = clock;
    }

    /** An order with whoever gives it and why. */
    record Order(UUID commandId, Command.Kind kind, String reason, UUID actor) {}

    /** Queues an order; the same id again answers the command as it stands. */
    Uni<Command> give(UUID vehicleId, Order order) {
        return fleet.get(vehicleId)
                .chain(car -> commands.find(order.commandId())
                        .chain(present -> present.isPresent() ? send(car, order) : first(car, order)));
    }

    /** Commands to the car from whoever, newest first. */
    Uni<List<Command>> list(UUID vehicleId, Instant beforeAt, UUID beforeId, int limit) {
        return fleet.get(vehicleId)
                .chain(car -> car.deviceId() == null
                        ? Uni.createFrom().item(List.of())
                        : commands.ofDevice(car.deviceId(), beforeAt, beforeId, limit));
    }

    private Uni<Command> first(Vehicle car, Order order) {
        return fleet.state(car.id())
                .invoke(state -> requireStanding(order, state))
                .chain(() -> send(car, order))
                .call(command -> journal.append(Event.of("vehicle.ordered")
                        .subject("vehicle", car.id())
                        .actor(order.actor())
                        .unit(car.unitId())
                        .operator(car.operatorId())
                        .payload(Map.of("commandId", command.id(), "kind", order.kind(), "reason", order.reason()))));
    }

    private void requireStanding(Order order, Optional<VehicleState> newest) {
        if (order.kind() != Command.Kind.IMMOBILISE) {
            return;
        }
        Instant oldest = clock.instant().minus(config.standingAgeMax());
        boolean stands = newest.filter(state -> !state.eventTime().isBefore(oldest))
                .map(VehicleState::speedKmh)
                .filter(speed -> speed <= STANDING_KMH)
                .isPresent();
        if (!stands) {
            throw new ProblemException(
                    VehicleProblem.NOT_STANDING,
                    "no report of the last " + config.standingAgeMax().toSeconds() + " s says that the car stands");
        }
    }

    private Uni<Command> send(Vehicle car, Order order) {
        if (car.deviceId() == null) {
            throw new ProblemException(VehicleProblem.NO_TERMINAL, "car " + car.plate() + " has no terminal of ours");
        }
        return commands.send(new CommandRequest(
                order.commandId(),
                car.deviceId(),
                order.kind(),
                clock.instant().plus(config.validFor()),
                null,
                order.actor(),
                null));
    }
}
