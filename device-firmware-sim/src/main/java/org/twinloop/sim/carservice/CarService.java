package org.twinloop.sim.carservice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.twinloop.sim.carservice.Order.Status;
import org.twinloop.sim.carservice.Order.Usage;
import org.twinloop.sim.partner.Answer;
import org.twinloop.sim.partner.Body;
import org.twinloop.sim.partner.Refusal;
import org.twinloop.sim.road.Place;
import org.twinloop.sim.road.Route;
import org.twinloop.sim.road.RouteFinder;
import org.twinloop.sim.road.Traffic;
import org.twinloop.sim.terminal.Json;
import org.twinloop.sim.time.Dice;
import org.twinloop.sim.time.Timeline;

/** The dispatcher of the car service. */
public final class CarService {
    private static final double LATE_ANSWER = 0.1;
    private static final double NO_DRIVER = 0.03;
    private static final double SETTLES_WITHIN_S = 18;
    private static final long MARGIN_MS = 20 * 60_000;
    private static final double TOLL_FEN_PER_KM = 60;
    private static final double PAID_PARKING = 0.4;
    private static final double AT_HUB_M = 900;
    private static final Map<String, Integer> SEATS = Map.of("SEDAN", 4, "BUSINESS7", 6);

    private final Timeline timeline;
    private final RouteFinder routes;
    private final long seed;
    private final List<Driver> drivers;
    private final List<Place> hubs = Place.all().stream().filter(Place::hub).toList();
    private final Map<UUID, Order> orders = new LinkedHashMap<>();

    public CarService(Timeline timeline, RouteFinder routes, long seed) {
        this.timeline = timeline;
        this.routes = routes;
        this.seed = seed;
        this.drivers = Driver.all(seed);
    }

    /** The service orders a car. */
    public Answer order(Body body) {
        UUID id = body.uuid("orderId");
        Order before = orders.get(id);
        if (before != null) {
            if (!before.asked().sameAs(body)) {
                throw new Refusal(409, "/orderId " + id + " is known with another body; use a new id");
            }
            return answer(before);
        }
        String vehicleClass = body.oneOf("vehicleClass", List.of("SEDAN", "BUSINESS7"));
        int passengers = body.whole("passengers", 1, 50);
        Route route = routes.fastest(body.point("pickup"), body.point("dropoff"));
        long pickupMs = Math.max(timeline.nowMs(), body.time("pickupAt"));
        long untilMs = pickupMs + Math.round(1000 * rideS(route, pickupMs, 1.3)) + MARGIN_MS;
        Order order = new Order(id, body, route, pickupMs, untilMs, vehicleClass);
        orders.put(id, order);
        Dice fate = Dice.of(seed, "order-" + id);
        if (passengers > SEATS.get(vehicleClass)) {
            order.decline(passengers + " passengers do not fit into " + vehicleClass + ", which has "
                    + SEATS.get(vehicleClass) + " seats");
        } else if (fate.chance(LATE_ANSWER)) {
            timeline.in(fate.between(2, SETTLES_WITHIN_S), () -> dispatch(order, fate));
        } else {
            dispatch(order, fate);
        }
        return answer(order);
    }

    private static Answer answer(Order order) {
        return new Answer(order.status() == Status.PENDING ? 202 : 200, order.json());
    }

    public Answer find(UUID id) {
        Order order = orders.get(id);
        if (order == null) {
            throw new Refusal(404, "order " + id + " is not known");
        }
        return new Answer(200, order.json());
    }

    /** The ride is not wanted; repeating this is no error. */
    public Answer cancel(UUID id) {
        Order order = orders.get(id);
        if (order != null && !order.cancel()) {
            throw new Refusal(409, "order " + id + " is " + order.status() + "; it can no longer be cancelled");
        }
        return new Answer(204, null);
    }

    private void dispatch(Order order, Dice fate) {
        if (order.status() != Status.PENDING) {
            return;
        }
        List<Driver> free = drivers.stream()
                .filter(d -> d.vehicleClass().equals(order.vehicleClass()))
                .filter(d -> d.free(order.pickupMs() - MARGIN_MS, order.untilMs()))
                .toList();
        if (free.isEmpty() || fate.chance(NO_DRIVER)) {
            order.decline("no driver is free at that time");
            return;
        }
        order.accept(fate.pick(free));
        long early = order.pickupMs() - Math.round(1000 * fate.between(120, 480));
        timeline.at(Math.max(timeline.nowMs() + 60_000, early), () -> arrive(order, fate));
    }

    private void arrive(Order order, Dice fate) {
        if (order.status() == Status.ACCEPTED) {
            order.arrive();
            long ready = Math.max(timeline.nowMs(), order.pickupMs());
            timeline.at(ready + Math.round(1000 * fate.between(20, 150)), () -> board(order, fate));
        }
    }

    private void board(Order order, Dice fate) {
        if (order.status() == Status.ARRIVED) {
            order.board(timeline.nowMs());
            timeline.in(rideS(order.route(), timeline.nowMs(), fate.between(1.0, 1.25)), () -> complete(order, fate));
        }
    }

    private void complete(Order order, Dice fate) {
        long endMs = timeline.nowMs();
        long minutes = Math.max(1, (endMs - order.startedMs() + 59_999) / 60_000);
        double km = Json.rounded(order.route().lengthM() / 1000 * fate.between(1.0, 1.04), 1);
        long tollFen = Math.round(order.route().tollM() / 1000 * TOLL_FEN_PER_KM / 100) * 100;
        boolean atHub = hubs.stream()
                .anyMatch(hub -> hub.at().distanceM(order.route().from()) < AT_HUB_M
                        || hub.at().distanceM(order.route().to()) < AT_HUB_M);
        long parkingFen = atHub && fate.chance(PAID_PARKING) ? 1_000 + 500L * fate.below(3) : 0;
        order.complete(endMs, new Usage(km, minutes, tollFen, parkingFen));
    }

    private static double rideS(Route route, long atMs, double luck) {
        return 60 + luck * route.freeFlowS() / Traffic.flow(atMs, route.from());
    }

    /** Rides under way or about to begin. */
    public long active() {
        return orders.values().stream()
                .filter(o ->
                        o.status() == Status.ACCEPTED || o.status() == Status.ARRIVED || o.status() == Status.ONBOARD)
                .count();
    }
}
