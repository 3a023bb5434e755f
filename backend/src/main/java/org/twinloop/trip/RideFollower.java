package org.twinloop.trip;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.EventStreams.SharedLook;
import org.twinloop.common.EventStreams.Tell;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.device.command.Command;
import org.twinloop.device.command.Commands;
import org.twinloop.network.Route;
import org.twinloop.network.RouteFinder;
import org.twinloop.network.Stop;
import org.twinloop.network.Stops;
import org.twinloop.trip.TripDesk.Reader;
import org.twinloop.trip.look.Looked;
import org.twinloop.trip.look.Looks;
import org.twinloop.trip.ride.TripState;
import org.twinloop.vehicle.Fleet;
import org.twinloop.vehicle.VehicleState;

/**
 * What has become new about a trip since it was last told: state, commands, position with arrival, receipt. All trips
 * that are followed on this instance are read together, once an interval.
 */
@ApplicationScoped
class RideFollower {
    private static final Logger LOG = Logger.getLogger(RideFollower.class);

    private final Database database;
    private final TripRepository repository;
    private final TripDesk desk;
    private final Commands commands;
    private final Fleet fleet;
    private final Stops stops;
    private final RouteFinder routes;
    private final Looks lookers;
    private final Clock clock;
    private final Counter readings;
    private final SharedLook<UUID, Look> looks;
    /** How the followed trips looked at the last reading; two readings at once both hold what was committed. */
    private volatile Map<UUID, Look> known = Map.of();

    RideFollower(
            Database database,
            TripRepository repository,
            TripDesk desk,
            Commands commands,
            Fleet fleet,
            Stops stops,
            RouteFinder routes,
            Looks lookers,
            Clock clock,
            TripConfig config,
            MeterRegistry meters) {
        this.database = database;
        this.repository = repository;
        this.desk = desk;
        this.commands = commands;
        this.fleet = fleet;
        this.stops = stops;
        this.routes = routes;
        this.lookers = lookers;
        this.clock = clock;
        this.readings = meters.counter("twinloop.trip.follow.readings");
        this.looks = new SharedLook<>(config.livePoll(), this::look);
    }

    /** How a trip stands: its view as of a stamp, and what moves without one. */
    private record Look(
            long stamp, Dossier dossier, TripView view, List<Command> commands, Optional<VehicleState> car) {
        private Look with(List<Command> sent, Optional<VehicleState> newest) {
            return new Look(stamp, dossier, view, sent, newest);
        }
    }

    /** Where a car is, and when it will be at its return stop. */
    record Position(double lon, double lat, double speedKmh, Instant eventTime, Double socPercent, Instant etaAt) {}

    /** The price is known; the lines are at {@code GET /trips/{id}/receipt}. */
    record ReceiptNote(UUID tripId, long receiptFen) {}

    /** What one listener has been told; asked by one tick after the other. */
    static final class Told {
        private TripView view;
        private final Map<UUID, Command.State> commands = new HashMap<>();
        private Instant position = Instant.MIN;
        private boolean receipt;
    }

    Uni<List<Command>> commands(Reader reader, UUID tripId) {
        return database.read(reader.scope(), () -> desk.dossier(reader, tripId).chain(() -> commands.ofTrip(tripId)));
    }

    /**
     * Whether a reader may follow a trip; written down before anything is shown to anybody but the traveller. Whoever
     * has no part in the trip says why.
     *
     * @param reason null when none was given
     */
    Uni<Void> open(Reader reader, List<String> roles, UUID tripId, String reason) {
        return database.act(
                reader.scope(),
                () -> desk.dossier(reader, tripId).chain(dossier -> {
                    Trip trip = dossier.trip();
                    Looks.Shown shown = new Looks.Shown(trip.id(), trip.unitId(), trip.travellerId());
                    if (reason == null && !trip.isOf(reader.personId())) {
                        throw ProblemException.field(
                                CommonProblem.INVALID,
                                "/reason",
                                "missing; whoever follows a trip of others says why, in " + RideResource.REASON_MIN
                                        + " to " + RideResource.REASON_MAX + " characters");
                    }
                    return lookers.note(shown, new Looks.By(reader.personId(), roles, Looked.What.LIVE, reason));
                }));
    }

    /** Who looked at a trip, newest first, before an id; for those who may see the trip. */
    Uni<List<Looked>> lookedAt(Reader reader, UUID tripId, UUID before, int limit) {
        return database.read(
                reader.scope(), () -> desk.dossier(reader, tripId).chain(() -> lookers.of(tripId, before, limit)));
    }

    /** A listener comes; {@link #leave} must follow. */
    void join(UUID tripId) {
        looks.join(tripId);
    }

    void leave(UUID tripId) {
        looks.leave(tripId);
    }

    /** What is new for one listener, from the reading that all listeners of this instance share. */
    Uni<List<Tell>> news(Reader reader, UUID tripId, Told told) {
        return looks.ask(tripId).map(found -> {
            Look look = found.filter(seen -> reader.mayFollow(seen.dossier().trip()))
                    .orElseThrow(() -> ProblemException.notFound("trip " + tripId));
            List<Tell> news = new ArrayList<>();
            state(look.view(), told, news);
            look.commands().forEach(command -> command(command, told, news));
            look.car().ifPresent(car -> position(look.dossier(), car, told, news));
            return news;
        });
    }

    /** All that is followed here, in a handful of statements; a trip is read whole only when its stamp has changed. */
    private Uni<Map<UUID, Look>> look(Set<UUID> ids) {
        readings.increment();
        return database.apart(
                        Scope.SYSTEM,
                        () -> repository
                                .stamps(ids)
                                .chain(this::views)
                                .chain(seen -> commands.ofTrips(ids)
                                        .chain(sent -> fleet.states(underWay(seen.values()))
                                                .map(cars -> moving(seen, sent, cars)))))
                .invoke(seen -> known = seen);
    }

    private Uni<Map<UUID, Look>> views(Map<UUID, Long> stamps) {
        Map<UUID, Look> seen = new HashMap<>();
        List<UUID> changed = new ArrayList<>();
        stamps.forEach((id, stamp) -> {
            Look before = known.get(id);
            if (before != null && before.stamp() == stamp) {
                seen.put(id, before);
            } else {
                changed.add(id);
            }
        });
        return repository.dossiers(changed).chain(dossiers -> {
            Uni<Void> read = Uni.createFrom().voidItem();
            for (Dossier dossier : dossiers) {
                UUID id = dossier.trip().id();
                read = read.chain(() -> desk.view(dossier)
                        .invoke(view ->
                                seen.put(id, new Look(stamps.get(id), dossier, view, List.of(), Optional.empty())))
                        .replaceWithVoid()
                        .onFailure(IllegalStateException.class)
                        .recoverWithUni(failed -> unreadable(id, failed)));
            }
            return read.replaceWith(seen);
        });
    }

    /** A trip that cannot be shown is left out; the others that are read with it are not. */
    private static Uni<Void> unreadable(UUID id, Throwable failed) {
        LOG.errorf(failed, "trip %s is followed and cannot be shown", id);
        return Uni.createFrom().voidItem();
    }

    /** Only while a trip runs: before and after it the car is nobody's business. */
    private static List<UUID> underWay(Collection<Look> looks) {
        return looks.stream()
                .map(Look::dossier)
                .filter(dossier -> dossier.trip().state() == TripState.IN_PROGRESS)
                .map(dossier -> dossier.ride().vehicleId())
                .filter(Objects::nonNull)
                .toList();
    }

    private static Map<UUID, Look> moving(
            Map<UUID, Look> seen, Map<UUID, List<Command>> sent, Map<UUID, VehicleState> cars) {
        Map<UUID, Look> moving = new HashMap<>();
        seen.forEach((id, look) -> {
            UUID car = underWay(List.of(look)).stream().findFirst().orElse(null);
            moving.put(id, look.with(sent.getOrDefault(id, List.of()), Optional.ofNullable(cars.get(car))));
        });
        return Map.copyOf(moving);
    }

    private static void state(TripView view, Told told, List<Tell> news) {
        if (!view.equals(told.view)) {
            told.view = view;
            news.add(new Tell("state", view));
        }
        if (view.receiptFen() != null && !told.receipt) {
            told.receipt = true;
            news.add(new Tell("receipt", new ReceiptNote(view.id(), view.receiptFen())));
        }
    }

    private static void command(Command command, Told told, List<Tell> news) {
        if (told.commands.put(command.id(), command.state()) != command.state()) {
            news.add(new Tell("command", RideResource.CommandView.of(command)));
        }
    }

    private void position(Dossier dossier, VehicleState car, Told told, List<Tell> news) {
        GeoPoint at = car.position();
        if (at == null || !car.eventTime().isAfter(told.position)) {
            return;
        }
        told.position = car.eventTime();
        Instant eta = dossier.booking(Booking.Kind.BAY)
                .flatMap(bay -> stops.find(bay.stopId()))
                .map(Stop::position)
                .flatMap(stop -> routes.drive(at, stop, clock.instant()))
                .map(Route::duration)
                .map(clock.instant()::plus)
                .orElse(null);
        news.add(new Tell(
                "position",
                new Position(
                        at.lon(),
                        at.lat(),
                        car.speedKmh() == null ? 0 : car.speedKmh(),
                        car.eventTime(),
                        car.socPercent(),
                        eta)));
    }
}
