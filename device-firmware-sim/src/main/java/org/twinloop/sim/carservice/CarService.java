package org.twinloop.sim.carservice;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.sim.carservice.Order.Status;
import org.twinloop.sim.carservice.Order.Usage;
import org.twinloop.sim.partner.Answer;
import org.twinloop.sim.partner.Body;
import org.twinloop.sim.partner.Calls;
import org.twinloop.sim.partner.Manners;
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
    private static final long MARGIN_MS = 20 * 60_000;
    private static final long KEPT_MS = 48 * 3_600_000L;
    private static final double TOLL_FEN_PER_KM = 60;
    private static final double PAID_PARKING = 0.4;
    private static final double AT_HUB_M = 900;
    private static final Map<String, Integer> SEATS = Map.of("SEDAN", 4, "BUSINESS7", 6);

    private final Timeline timeline;
    private final RouteFinder routes;
    private final Manners manners;
    private final List<Driver> drivers;
    private final List<Place> hubs = Place.all().stream().filter(Place::hub).toList();
    private final Calls<Order> orders = new Calls<>("orderId");

    public CarService(Timeline timeline, RouteFinder routes, long seed, Manners manners) {
        this.timeline = timeline;
        this.routes = routes;
        this.manners = manners;
        this.drivers = Driver.all(seed);
    }

    /** The service orders a car. */
    public Answer order(Body body) {
        Optional<Order> before = orders.repeated(body);
        if (before.isPresent()) {
            return answer(before.get());
        }
        String vehicleClass = body.oneOf("vehicleClass", List.of("SEDAN", "BUSINESS7"));
        int passengers = body.whole("passengers", 1, 50);
        Route route = routes.fastest(body.point("pickup"), body.point("dropoff"));
        long pickupMs = Math.max(timeline.nowMs(), body.time("pickupAt"));
        long untilMs = pickupMs + Math.round(1000 * rideS(route, pickupMs, 1.3)) + MARGIN_MS;
        forgetOld();
        Order order = new Order(orders.id(body), route, pickupMs, untilMs, vehicleClass);
        orders.keep(body, order);
        Manners.Fate fate = manners.of(order.id());
        if (passengers > SEATS.get(vehicleClass)) {
            order.decline(passengers + " passengers do not fit into " + vehicleClass + ", which has "
                    + SEATS.get(vehicleClass) + " seats");
        } else if (fate.late()) {
            timeline.in(fate.lateS(), () -> dispatch(order, fate));
        } else {
            dispatch(order, fate);
        }
        return answer(order);
    }

    private static Answer answer(Order order) {
        return new Answer(order.status() == Status.PENDING ? 202 : 200, order.json());
    }

    public Answer find(UUID id) {
        return new Answer(200, orders.get(id).json());
    }

    /** The ride is not wanted; repeating this is no error. */
    public Answer cancel(UUID id) {
        orders.find(id).filter(order -> !order.cancel()).ifPresent(order -> {
            throw new Refusal(409, "order " + id + " is " + order.status() + "; it can no longer be cancelled");
        });
        return new Answer(204, null);
    }

    private void forgetOld() {
        long oldMs = timeline.nowMs() - KEPT_MS;
        orders.forget(order -> order.over() && order.untilMs() < oldMs);
        drivers.forEach(driver -> driver.orders().removeIf(Order::over));
    }

    private void dispatch(Order order, Manners.Fate fate) {
        if (order.status() != Status.PENDING) {
            return;
        }
        List<Driver> free = drivers.stream()
                .filter(d -> d.vehicleClass().equals(order.vehicleClass()))
                .filter(d -> d.free(order.pickupMs() - MARGIN_MS, order.untilMs()))
                .toList();
        if (free.isEmpty() || fate.declined()) {
            order.decline("no driver is free at that time");
            return;
        }
        Dice dice = fate.dice();
        order.accept(dice.pick(free));
        long early = order.pickupMs() - Math.round(1000 * dice.between(120, 480));
        timeline.at(Math.max(timeline.nowMs() + 60_000, early), () -> arrive(order, dice));
    }

    private void arrive(Order order, Dice dice) {
        if (order.status() == Status.ACCEPTED) {
            order.arrive();
            long ready = Math.max(timeline.nowMs(), order.pickupMs());
            timeline.at(ready + Math.round(1000 * dice.between(20, 150)), () -> board(order, dice));
        }
    }

    private void board(Order order, Dice dice) {
        if (order.status() == Status.ARRIVED) {
            order.board(timeline.nowMs());
            timeline.in(rideS(order.route(), timeline.nowMs(), dice.between(1.0, 1.25)), () -> complete(order, dice));
        }
    }

    private void complete(Order order, Dice dice) {
        long endMs = timeline.nowMs();
        long minutes = Math.max(1, (endMs - order.startedMs() + 59_999) / 60_000);
        double km = Json.rounded(order.route().lengthM() / 1000 * dice.between(1.0, 1.04), 1);
        long tollFen = Math.round(order.route().tollM() / 1000 * TOLL_FEN_PER_KM / 100) * 100;
        boolean atHub = hubs.stream()
                .anyMatch(hub -> hub.at().distanceM(order.route().from()) < AT_HUB_M
                        || hub.at().distanceM(order.route().to()) < AT_HUB_M);
        long parkingFen = atHub && dice.chance(PAID_PARKING) ? 1_000 + 500L * dice.below(3) : 0;
        order.complete(endMs, new Usage(km, minutes, tollFen, parkingFen));
    }

    private static double rideS(Route route, long atMs, double luck) {
        return 60 + luck * route.freeFlowS() / Traffic.flow(atMs, route.from());
    }

    /** Rides under way or about to begin. */
    public long active() {
        return orders.outcomes()
                .filter(o ->
                        o.status() == Status.ACCEPTED || o.status() == Status.ARRIVED || o.status() == Status.ONBOARD)
                .count();
    }
}
