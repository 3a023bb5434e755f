package org.twinloop.trip.heal;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.LoopId;
import org.twinloop.network.Loops;
import org.twinloop.network.RouteFinder;
import org.twinloop.network.RouteFinder.Drives;
import org.twinloop.network.Stop;
import org.twinloop.network.Stops;
import org.twinloop.trip.heal.NewPlace.Spot;
import org.twinloop.trip.heal.PlaceRepository.Held;
import org.twinloop.trip.heal.Reach.Way;
import org.twinloop.trip.planning.TripPlanner;
import org.twinloop.vehicle.Vehicle;
import org.twinloop.vehicle.VehicleState;

/**
 * Which other stops a car on the way may go to: for the return those near the promised one where the return rule lets
 * it end, the nearest to the promised one first; for a charge on the way those near the car, the least detour first.
 */
@ApplicationScoped
class ReachableStops {
    private final Stops stops;
    private final RouteFinder routes;
    private final TripPlanner planner;
    private final HealConfig config;

    ReachableStops(Stops stops, RouteFinder routes, TripPlanner planner, HealConfig config) {
        this.stops = stops;
        this.routes = routes;
        this.planner = planner;
        this.config = config;
    }

    /**
     * A car on the way and what it holds.
     *
     * @param returnStop where it is returned, as booked
     */
    record Moving(Promise promise, Held held, Vehicle car, VehicleState state, Stop returnStop, Instant now) {
        private boolean isKnown() {
            return state.position() != null && state.socPercent() != null;
        }

        private Duration stays() {
            return held.isOnTheWay() ? chargeTime() : Duration.ZERO;
        }

        private Duration chargeTime() {
            var charge = promise.planned().terms().charge();
            return Duration.between(charge.from(), charge.to());
        }

        private Reach reach(double reservePercent) {
            return new Reach(now, held.windowTo(), state.socPercent(), reservePercent);
        }
    }

    /** The promised stop itself; nothing while cars are not returned there. */
    List<Spot> promised(Moving moving) {
        Stop stop = stops.find(moving.held().stopId()).orElseThrow();
        if (!moving.held().isOnTheWay()) {
            boolean banned = stops.noReturn(stop, moving.now()).isPresent();
            return Loops.returnAllowed(moving.car().loop(), stop, banned)
                    ? List.of(new Spot(stop, moving.now(), moving.held().windowTo()))
                    : List.of();
        }
        var charge = moving.promise().planned().terms().charge();
        Instant from = charge.from().isBefore(moving.now()) ? moving.now() : charge.from();
        return List.of(new Spot(stop, from, from.plus(moving.chargeTime())));
    }

    /** Other stops; none where nobody knows where the car is or what its charge is. */
    Uni<List<Spot>> others(Moving moving) {
        List<Stop> near = moving.isKnown() ? near(moving) : List.of();
        if (near.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return routes.ready(moving.now())
                .chain(drives -> planner.aside(() -> ways(moving, near, drives)))
                .map(ways -> spots(moving, ways));
    }

    /** Whether it comes to its return with the charge it has, without charging on the way. */
    Uni<Boolean> reachesReturn(Moving moving) {
        if (!moving.isKnown()) {
            return Uni.createFrom().item(false);
        }
        return routes.ready(moving.now())
                .chain(drives -> planner.aside(() -> way(moving, moving.returnStop(), drives, Duration.ZERO, 0)
                        .filter(moving.reach(config.socReservePercent())::reaches)
                        .isPresent()));
    }

    private List<Stop> near(Moving moving) {
        GeoPoint around = moving.held().isOnTheWay()
                ? moving.state().position()
                : moving.returnStop().position();
        return stops.near(around, config.placeFarM()).stream()
                .filter(stop -> !stop.id().equals(moving.held().stopId()))
                .filter(stop -> mayStop(moving, stop))
                .limit(config.placesMax())
                .toList();
    }

    /** The return rule; and a pile of the inner loop only who was promised one. */
    private boolean mayStop(Moving moving, Stop stop) {
        boolean innerPile = moving.held().charges() && stop.loops().equals(Set.of(LoopId.INNER));
        boolean pileAllowed = !innerPile || moving.promise().planned().terms().innerPile();
        return pileAllowed
                && (moving.held().isOnTheWay()
                        || Loops.returnAllowed(
                                moving.car().loop(),
                                stop,
                                stops.noReturn(stop, moving.now()).isPresent()));
    }

    private List<Way> ways(Moving moving, List<Stop> near, Drives drives) {
        List<Way> ways = new ArrayList<>();
        for (Stop stop : near) {
            int onward = moving.held().isOnTheWay()
                    ? seconds(drives, stop.position(), moving.returnStop().position())
                    : 0;
            if (onward != Drives.NO_WAY) {
                way(moving, stop, drives, moving.stays(), onward).ifPresent(ways::add);
            }
        }
        if (moving.held().isOnTheWay()) {
            ways.sort(Comparator.comparingInt(Way::totalSeconds));
        }
        return ways;
    }

    private Optional<Way> way(Moving moving, Stop stop, Drives drives, Duration stays, int onward) {
        GeoPoint here = moving.state().position();
        int seconds = seconds(drives, here, stop.position());
        OptionalDouble metres =
                seconds == Drives.NO_WAY ? OptionalDouble.empty() : drives.metres(here, stop.position());
        if (metres.isEmpty()) {
            return Optional.empty();
        }
        double percent = planner.energy(moving.car(), (int) Math.round(metres.getAsDouble()), seconds, moving.now())
                .percentMost();
        return Optional.of(new Way(stop, seconds, percent, stays, onward));
    }

    private static int seconds(Drives drives, GeoPoint from, GeoPoint to) {
        return drives.seconds(List.of(from), List.of(to))[0][0];
    }

    private List<Spot> spots(Moving moving, List<Way> ways) {
        return moving.reach(config.socReservePercent()).within(ways).stream()
                .filter(way -> moving.held().isOnTheWay()
                        || stops.noReturn(way.stop(), way.arrival(moving.now())).isEmpty())
                .map(way -> moving.held().isOnTheWay()
                        ? new Spot(
                                way.stop(),
                                way.arrival(moving.now()),
                                way.arrival(moving.now()).plus(way.stays()))
                        : new Spot(way.stop(), moving.now(), moving.held().windowTo()))
                .toList();
    }
}
