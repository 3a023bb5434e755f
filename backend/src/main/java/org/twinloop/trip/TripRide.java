package org.twinloop.trip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.twinloop.common.CityTime;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.ProblemException;
import org.twinloop.common.ProblemException.FieldError;
import org.twinloop.common.Scope;
import org.twinloop.device.command.Command;
import org.twinloop.device.command.CommandRequest;
import org.twinloop.device.command.Commands;
import org.twinloop.device.offline.OfflineKeys;
import org.twinloop.identity.personnel.Personnel;
import org.twinloop.network.Stop;
import org.twinloop.network.Stops;
import org.twinloop.trip.TripDesk.Reader;
import org.twinloop.trip.TripJournal.Closing;
import org.twinloop.trip.approval.TripProblem;
import org.twinloop.trip.approval.policy.Policy;
import org.twinloop.trip.approval.rule.DriverQuestion;
import org.twinloop.trip.approval.rule.PolicyResult;
import org.twinloop.trip.inspection.Inspections;
import org.twinloop.trip.planning.OptionPolicy;
import org.twinloop.trip.planning.option.BookingTerms;
import org.twinloop.trip.planning.option.PlannedOption;
import org.twinloop.trip.ride.EndChecks;
import org.twinloop.trip.ride.OverriddenEnd;
import org.twinloop.trip.ride.RideUsage;
import org.twinloop.trip.ride.TripState;
import org.twinloop.vehicle.Bay;
import org.twinloop.vehicle.Fleet;
import org.twinloop.vehicle.Vehicle;
import org.twinloop.vehicle.VehicleState;

/** Opening the booked car, and handing it back. The ride begins when the car itself says that it is unlocked. */
@ApplicationScoped
class TripRide {
    private final Database database;
    private final TripRepository repository;
    private final TripBooking booking;
    private final TripJournal journal;
    private final Fleet fleet;
    private final Commands commands;
    private final OfflineKeys offlineKeys;
    private final Stops stops;
    private final Inspections inspections;
    private final Personnel personnel;
    private final Policy policy;
    private final TripConfig config;
    private final Clock clock;

    TripRide(
            Database database,
            TripRepository repository,
            TripBooking booking,
            TripJournal journal,
            Fleet fleet,
            Commands commands,
            OfflineKeys offlineKeys,
            Stops stops,
            Inspections inspections,
            Personnel personnel,
            Policy policy,
            TripConfig config,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.booking = booking;
        this.journal = journal;
        this.fleet = fleet;
        this.commands = commands;
        this.offlineKeys = offlineKeys;
        this.stops = stops;
        this.inspections = inspections;
        this.personnel = personnel;
        this.policy = policy;
        this.config = config;
        this.clock = clock;
    }

    /** Queues the unlock of the car whose label was scanned, with the way to its bay for its screen. */
    Uni<Command> unlock(Reader reader, UUID tripId, String assetNo, UUID commandId) {
        return database.act(
                Scope.unit(reader.unitId()),
                () -> repository
                        .lock(tripId)
                        .invoke(dossier -> mayBeOpened(dossier, reader, Duration.ZERO))
                        .call(dossier -> mayDrive(dossier.trip(), reader.personId()))
                        .chain(dossier -> bookedCar(dossier, assetNo)
                                .call(car -> fleet.requireBack(
                                        car.id(), dossier.ride().id()))
                                .call(car -> photographed(dossier.trip(), car))
                                .chain(car -> navigation(dossier)
                                        .chain(nav ->
                                                send(car, Command.Kind.UNLOCK, nav, commandId, dossier.trip())))));
    }

    /** Before the ride only: who has it open may open it again. */
    private Uni<Void> photographed(Trip trip, Vehicle car) {
        return trip.state() == TripState.BOOKED
                ? inspections.requireBefore(trip.id(), car.id())
                : Uni.createFrom().voidItem();
    }

    Uni<Command> lock(Reader reader, UUID tripId, UUID commandId) {
        return database.act(
                Scope.unit(reader.unitId()),
                () -> repository.lock(tripId).chain(dossier -> {
                    dossier.trip().requireTraveller(reader.personId());
                    dossier.trip().require(TripState.IN_PROGRESS);
                    return car(dossier).chain(car -> send(car, Command.Kind.LOCK, null, commandId, dossier.trip()));
                }));
    }

    /** Horn and light of the booked car, so that it is found among others. */
    Uni<Command> find(Reader reader, UUID tripId, UUID commandId) {
        return database.act(
                Scope.unit(reader.unitId()),
                () -> repository
                        .lock(tripId)
                        .invoke(dossier -> mayBeOpened(dossier, reader, Duration.ZERO))
                        .chain(dossier -> car(dossier)
                                .chain(car -> send(car, Command.Kind.FIND, null, commandId, dossier.trip()))));
    }

    /** What opens the booked car without a network, for the traveller's phone to keep. The same until it changes. */
    Uni<OfflineKeys.Key> offlineKey(Reader reader, UUID tripId) {
        return database.act(
                Scope.unit(reader.unitId()),
                () -> repository
                        .lock(tripId)
                        .invoke(dossier -> mayBeOpened(dossier, reader, config.offlineKeyAhead()))
                        .call(dossier -> mayDrive(dossier.trip(), reader.personId()))
                        .chain(dossier -> car(dossier)
                                .map(car -> grant(dossier, car))
                                .chain(grant -> offlineKeys.issue(grant, reader.personId()))));
    }

    private OfflineKeys.Grant grant(Dossier dossier, Vehicle car) {
        Trip trip = dossier.trip();
        if (!trip.windowTo().isAfter(clock.instant())) {
            throw new ProblemException(
                    TripProblem.WRONG_STATE,
                    "the window of the booking was over at " + CityTime.clock(trip.windowTo()));
        }
        return new OfflineKeys.Grant(
                trip.id(),
                car.id(),
                car.vin(),
                terminal(car),
                dossier.unlockFrom(config.unlockEarly()).orElseThrow(),
                trip.windowTo());
    }

    /** Hands the car back when every check passes; a repeated call finds the trip ended. */
    Uni<Void> end(Reader reader, UUID tripId) {
        return database.act(
                Scope.unit(reader.unitId()),
                () -> repository.lock(tripId).chain(dossier -> {
                    Trip trip = dossier.trip();
                    trip.requireTraveller(reader.personId());
                    if (trip.state().isRidden()) {
                        return Uni.createFrom().voidItem();
                    }
                    trip.require(TripState.IN_PROGRESS);
                    return car(dossier)
                            .chain(car -> inspections
                                    .failedAfter(tripId, car.id())
                                    .chain(missing -> fleet.state(car.id())
                                            .invoke(state -> check(dossier, car, state, missing))
                                            .chain(state -> handBack(dossier, car, state.orElseThrow(), reader))));
                }));
    }

    /** The car has shown that it is unlocked. Must be called inside an act that holds the trip's row. */
    Uni<Void> unlocked(Dossier dossier, UUID commandId) {
        Trip trip = dossier.trip();
        if (trip.state() != TripState.BOOKED) {
            return openedLate(dossier);
        }
        return commands.find(commandId)
                .chain(command -> begin(dossier, command.map(this::opened).orElseGet(clock::instant), commandId));
    }

    /**
     * The terminal tells that the trip's offline key opened the car. A ride that has not begun begins then; one that
     * was closed meanwhile, because nobody had heard of it, is told of for people to decide. In an act that holds the
     * trip's row.
     */
    Uni<Void> openedOffline(Dossier dossier, Instant at) {
        Trip trip = dossier.trip();
        if (trip.state() == TripState.BOOKED) {
            return begin(dossier, earliest(at, clock.instant()), null);
        }
        return trip.state().hasBegun()
                ? Uni.createFrom().voidItem()
                : journal.told("offline-use-unmatched", trip, null, "the car was opened at " + CityTime.clock(at));
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Uni<Void> begin(Dossier dossier, Instant at, UUID commandId) {
        Trip trip = dossier.trip();
        return fleet.state(dossier.ride().vehicleId()).chain(state -> {
            trip.start(
                    at,
                    state.map(VehicleState::odometerM).orElse(null),
                    state.map(VehicleState::socPercent).orElse(null));
            dossier.driveBegins(at);
            return fleet.use(dossier.ride().id(), at).chain(() -> journal.started(trip, at, commandId));
        });
    }

    /**
     * The car opened under an order that was over, or whose trip is: it is locked again unless somebody else has it
     * out, and this is told. Must be called inside an act that holds the trip's row.
     */
    Uni<Void> openedLate(Dossier dossier) {
        UUID vehicleId = dossier.ride().vehicleId();
        if (dossier.trip().state() == TripState.IN_PROGRESS || vehicleId == null) {
            return Uni.createFrom().voidItem();
        }
        return fleet.isOut(vehicleId, dossier.ride().id())
                .chain(out -> fleet.state(vehicleId)
                        .chain(state ->
                                out || state.filter(VehicleState::isLocked).isPresent()
                                        ? Uni.createFrom().voidItem()
                                        : lockAgain(dossier.trip(), vehicleId)));
    }

    private Uni<Void> lockAgain(Trip trip, UUID vehicleId) {
        String reason = "开锁指令失效后车辆才打开，已重新上锁 / the car opened after its order was over; it is locked again";
        return fleet.get(vehicleId)
                .chain(car -> send(car, Command.Kind.LOCK, null, Ids.next(), trip))
                .chain(() -> journal.told("car-relocked", trip, null, reason));
    }

    /**
     * When the car proved it, by its own clock; but a ride begins neither before it was asked for nor in the future.
     */
    private Instant opened(Command command) {
        Instant told = command.confirmedAt();
        Instant now = clock.instant();
        if (told.isBefore(command.queuedAt())) {
            return command.queuedAt();
        }
        return told.isAfter(now) ? now : told;
    }

    /** @param ahead how long before the car obeys this may be asked */
    private void mayBeOpened(Dossier dossier, Reader reader, Duration ahead) {
        Trip trip = dossier.trip();
        trip.requireTraveller(reader.personId());
        if (trip.state() == TripState.SUBMITTED || trip.state() == TripState.PENDING_PARTNER) {
            throw new ProblemException(TripProblem.NOT_APPROVED, "trip " + trip.id() + " is " + trip.state());
        }
        trip.require(TripState.BOOKED, TripState.IN_PROGRESS);
        dossier.unlockFrom(config.unlockEarly().plus(ahead))
                .filter(clock.instant()::isBefore)
                .ifPresent(from -> {
                    String at = CityTime.clock(from);
                    throw new ProblemException(
                            TripProblem.TOO_EARLY, at + " 起可以开锁 / the car can be opened from " + at + ", city time");
                });
    }

    /** PR-47 once more: a licence may have run out since the request, and nobody drives in the traveller's stead. */
    private Uni<Void> mayDrive(Trip trip, UUID driverId) {
        Instant now = clock.instant();
        return personnel
                .get(driverId, now)
                .map(driver -> new DriverQuestion(
                        now,
                        new DriverQuestion.Request(driverId),
                        new DriverQuestion.Facts(
                                trip.travellerId(),
                                driver.active() && driver.unitCode().isPresent(),
                                OptionPolicy.licence(driver))))
                .chain(question -> policy.inForce(now).map(version -> version.judge(question)))
                .invoke(PolicyResult::requireAllowed)
                .replaceWithVoid();
    }

    private Uni<Vehicle> bookedCar(Dossier dossier, String assetNo) {
        return fleet.byAssetNo(assetNo)
                .map(found -> found.filter(car -> car.id().equals(dossier.ride().vehicleId()))
                        .orElseThrow(() -> new ProblemException(
                                TripProblem.WRONG_CAR, "the label " + assetNo + " is not that of the booked car")));
    }

    private Uni<Vehicle> car(Dossier dossier) {
        UUID vehicleId = dossier.ride().vehicleId();
        if (vehicleId == null) {
            throw new ProblemException(
                    TripProblem.WRONG_STATE,
                    "the trip has no car to open: its driver does, or a leg is begun and ended");
        }
        return fleet.get(vehicleId);
    }

    private Uni<Command> send(Vehicle car, Command.Kind kind, JsonNode extra, UUID commandId, Trip trip) {
        return commands.send(new CommandRequest(
                commandId,
                terminal(car),
                kind,
                clock.instant().plus(config.commandTtl()),
                extra,
                trip.travellerId(),
                trip.id(),
                trip.unitId()));
    }

    private static String terminal(Vehicle car) {
        if (car.deviceId() == null) {
            throw new ProblemException(CommonProblem.UNAVAILABLE, "car " + car.plate() + " has no terminal");
        }
        return car.deviceId();
    }

    /** Where the car's screen leads: the held bay, and whether to plug in there. */
    private Uni<JsonNode> navigation(Dossier dossier) {
        Booking place = dossier.booking(Booking.Kind.BAY).orElseThrow();
        Stop stop = stops.find(place.stopId()).orElseThrow();
        return fleet.bays(stop.id()).map(bays -> {
            var position = bays.stream()
                    .filter(bay -> bay.code().equals(place.label()))
                    .findFirst()
                    .map(Bay::position)
                    .orElse(stop.position());
            ObjectNode extra = JsonNodeFactory.instance.objectNode();
            extra.putObject("nav")
                    .put("lon", position.lon())
                    .put("lat", position.lat())
                    .put("name", stop.nameZh() + " " + place.label())
                    .put("plugIn", dossier.plugsIn());
            return extra;
        });
    }

    private Uni<Void> handBack(Dossier dossier, Vehicle car, VehicleState state, Reader reader) {
        Trip trip = dossier.trip();
        Instant now = clock.instant();
        trip.end(now, state.odometerM(), state.socPercent());
        dossier.legs().forEach(leg -> leg.become(Leg.State.DONE));
        PlannedOption planned = repository.read(trip.optionJson(), PlannedOption.class);
        RideUsage usage = trip.usage(planned.terms().routeKm(), car.batteryWh());
        Uni<Void> locked = state.isLocked()
                ? Uni.createFrom().voidItem()
                : send(car, Command.Kind.LOCK, null, Ids.next(), trip).replaceWithVoid();
        return locked.chain(() -> booking.releaseThings(dossier, now, "ended"))
                .chain(() -> journal.finished(dossier, planned.terms(), usage, Optional.of(car), reader.personId()));
    }

    /**
     * Why the fleet desk ends a trip that its traveller cannot.
     *
     * @param endedAt when the ride was over, as far as the desk knows; null for the last moment the car was heard of
     */
    record EndOverride(String reason, Instant endedAt) {}

    /** Ends a trip whose car is silent or broken, without the checks; a repeated call finds the trip ended. */
    Uni<Void> endOverride(Reader desk, UUID tripId, EndOverride said) {
        return database.act(
                desk.scope(),
                () -> repository.lock(tripId).chain(dossier -> {
                    Trip trip = dossier.trip();
                    if (trip.isOf(desk.personId())) {
                        throw new ProblemException(
                                TripProblem.OWN_TRIP, "you travel on trip " + tripId + "; somebody else ends it");
                    }
                    if (trip.state().isRidden()) {
                        return Uni.createFrom().voidItem();
                    }
                    trip.require(TripState.IN_PROGRESS);
                    UUID vehicleId = dossier.ride().vehicleId();
                    return vehicleId == null
                            ? overridden(dossier, Optional.empty(), Optional.empty(), desk, said)
                            : fleet.get(vehicleId)
                                    .chain(car -> fleet.state(vehicleId)
                                            .chain(state -> overridden(dossier, Optional.of(car), state, desk, said)));
                }));
    }

    /** Priced from what is known: the last readings since the start, else the planned way. */
    private Uni<Void> overridden(
            Dossier dossier, Optional<Vehicle> car, Optional<VehicleState> newest, Reader desk, EndOverride said) {
        Trip trip = dossier.trip();
        Instant startedAt = trip.startedAt().orElseThrow();
        Optional<VehicleState> heard = newest.filter(state -> state.eventTime().isAfter(startedAt));
        Instant last = heard.map(VehicleState::eventTime).orElse(trip.windowTo());
        Instant endedAt = OverriddenEnd.at(said.endedAt(), startedAt, last, clock.instant());
        trip.overrideEnd(
                endedAt,
                heard.map(VehicleState::odometerM).orElse(null),
                heard.map(VehicleState::socPercent).orElse(null),
                said.reason());
        dossier.legs().forEach(leg -> leg.become(Leg.State.DONE));
        BookingTerms terms =
                repository.read(trip.optionJson(), PlannedOption.class).terms();
        RideUsage usage =
                trip.usage(terms.routeKm(), car.map(Vehicle::batteryWh).orElse(0));
        Uni<Void> locked = car.filter(one -> one.deviceId() != null
                        && newest.filter(VehicleState::isLocked).isEmpty())
                .map(one -> send(one, Command.Kind.LOCK, null, Ids.next(), trip).replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
        Closing why = new Closing(desk.personId(), said.reason(), clock.instant());
        return locked.chain(() -> booking.releaseThings(dossier, why.at(), "ended"))
                .chain(() -> journal.overridden(dossier, terms, usage, car, why));
    }

    /** @param missing what else stands against the return */
    private void check(Dossier dossier, Vehicle car, Optional<VehicleState> newest, List<FieldError> missing) {
        Booking place = dossier.booking(Booking.Kind.BAY).orElseThrow();
        Stop planned = stops.find(place.stopId()).orElseThrow();
        Instant now = clock.instant();
        Optional<Stop> here = newest.map(VehicleState::position).flatMap(stops::at);
        EndChecks checks = new EndChecks(
                planned,
                here,
                here.flatMap(stop -> stops.noReturn(stop, now)),
                car.loop(),
                dossier.plugsIn(),
                config.reportAgeMax(),
                now);
        List<FieldError> failed =
                Stream.concat(checks.failed(newest).stream(), missing.stream()).toList();
        if (!failed.isEmpty()) {
            throw new ProblemException(
                    TripProblem.END_CHECKS_FAILED, failed.size() + " check(s) of the return failed", failed);
        }
    }
}
