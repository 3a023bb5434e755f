package org.twinloop.trip;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Database;
import org.twinloop.common.EventStreams.Tell;
import org.twinloop.common.GeoPoint;
import org.twinloop.device.command.Command;
import org.twinloop.device.command.Commands;
import org.twinloop.network.Route;
import org.twinloop.network.RouteFinder;
import org.twinloop.network.Stop;
import org.twinloop.network.Stops;
import org.twinloop.trip.TripDesk.Reader;
import org.twinloop.vehicle.Fleet;
import org.twinloop.vehicle.VehicleState;

/** What has become new about a trip since it was last told: state, commands, position with arrival, receipt. */
@ApplicationScoped
class RideFollower {
    private final Database database;
    private final TripDesk desk;
    private final Commands commands;
    private final Fleet fleet;
    private final Stops stops;
    private final RouteFinder routes;
    private final Clock clock;

    RideFollower(
            Database database,
            TripDesk desk,
            Commands commands,
            Fleet fleet,
            Stops stops,
            RouteFinder routes,
            Clock clock) {
        this.database = database;
        this.desk = desk;
        this.commands = commands;
        this.fleet = fleet;
        this.stops = stops;
        this.routes = routes;
        this.clock = clock;
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

    Uni<List<Tell>> news(Reader reader, UUID tripId, Told told) {
        List<Tell> news = new ArrayList<>();
        return database.apart(
                reader.scope(),
                () -> desk.dossier(reader, tripId)
                        .chain(dossier -> desk.view(dossier)
                                .invoke(view -> state(view, told, news))
                                .chain(() -> commands.ofTrip(tripId))
                                .invoke(sent -> sent.forEach(command -> command(command, told, news)))
                                .chain(() -> newestState(dossier))
                                .invoke(state -> state.ifPresent(car -> position(dossier, car, told, news)))
                                .replaceWith(news)));
    }

    /** Only while the trip runs: before and after it the car is nobody's business. */
    private Uni<Optional<VehicleState>> newestState(Dossier dossier) {
        boolean runs = dossier.trip().state() == TripState.IN_PROGRESS;
        return runs && dossier.ride().vehicleId() != null
                ? fleet.state(dossier.ride().vehicleId())
                : Uni.createFrom().item(Optional.empty());
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
