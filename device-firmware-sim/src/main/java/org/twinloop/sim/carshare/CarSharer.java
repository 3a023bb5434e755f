package org.twinloop.sim.carshare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.sim.car.Car;
import org.twinloop.sim.partner.Answer;
import org.twinloop.sim.partner.Body;
import org.twinloop.sim.partner.Refusal;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.road.Route;
import org.twinloop.sim.road.Traffic;
import org.twinloop.sim.terminal.Command.Navigation;
import org.twinloop.sim.terminal.Json;
import org.twinloop.sim.time.CityClock;
import org.twinloop.sim.time.Dice;
import org.twinloop.sim.time.Timeline;
import org.twinloop.sim.world.World;

/** The car-sharer's desk and its customers. */
public final class CarSharer {
    private static final double LATE_ANSWER = 0.1;
    private static final double SETTLES_WITHIN_S = 18;
    private static final double RENT_ABOVE_PERCENT = 30;
    private static final double PLUG_BELOW_PERCENT = 70;
    private static final double KEEP_PERCENT = 12;
    private static final double CAUTIOUS_WH_PER_KM = 220;
    private static final long MARGIN_MS = 10 * 60_000;
    private static final long KEPT_AFTER_MS = 24 * 3_600_000L;

    private final World world;
    private final Timeline timeline;
    private final long seed;
    private final Dice dice;
    private final double citizensPerHour;
    private final Map<UUID, Hold> holds = new LinkedHashMap<>();
    private final Map<String, Long> rentedUntilMs = new HashMap<>();
    private long rentals;

    public CarSharer(World world, long seed, double citizensPerHour) {
        this.world = world;
        this.timeline = world.timeline();
        this.seed = seed;
        this.dice = Dice.of(seed, "citizens");
        this.citizensPerHour = citizensPerHour;
        if (citizensPerHour > 0) {
            nextCitizen();
        }
    }

    /** The service asks for a car from one time to another. */
    public Answer hold(Body body) {
        UUID id = body.uuid("holdId");
        Hold before = holds.get(id);
        if (before != null) {
            if (!before.asked().sameAs(body)) {
                throw new Refusal(409, "/holdId " + id + " is known with another body; use a new id");
            }
            return answer(before);
        }
        long fromMs = body.time("from");
        long toMs = body.time("to");
        if (toMs <= fromMs) {
            throw new Refusal(400, "/to is not after /from; a hold needs a time in which the car is held");
        }
        forgetOld();
        Hold hold = new Hold(id, body, body.text("vin"), fromMs, toMs);
        Dice fate = Dice.of(seed, "hold-" + id);
        String obstacle = obstacle(hold);
        holds.put(id, hold);
        if (fate.chance(LATE_ANSWER)) {
            timeline.in(fate.between(2, SETTLES_WITHIN_S), () -> hold.settle(obstacle(hold)));
        } else {
            hold.settle(obstacle);
        }
        return answer(hold);
    }

    public Answer find(UUID id) {
        Hold hold = holds.get(id);
        if (hold == null) {
            throw new Refusal(404, "hold " + id + " is not known");
        }
        return new Answer(200, answer(hold).body());
    }

    /** The car is no longer needed; repeating this is no error. */
    public Answer cancel(UUID id) {
        Hold hold = holds.get(id);
        if (hold != null) {
            hold.cancel();
        }
        return new Answer(204, null);
    }

    private void forgetOld() {
        holds.values().removeIf(hold -> hold.toMs() + KEPT_AFTER_MS < timeline.nowMs());
    }

    /** Why a hold cannot be confirmed, or null. */
    private String obstacle(Hold hold) {
        Optional<Car> car = world.car(hold.vin());
        if (car.isEmpty() || !car.get().card().citizensToo()) {
            return "no car of ours has VIN " + hold.vin();
        }
        Long untilMs = rentedUntilMs.get(hold.vin());
        if (untilMs != null && untilMs + MARGIN_MS > hold.fromMs()) {
            return "rented by a customer until about "
                    + Instant.ofEpochMilli(untilMs)
                            .atZone(CityClock.ZONE)
                            .toLocalTime()
                            .withNano(0);
        }
        boolean taken = holds.values().stream()
                .anyMatch(other -> other != hold && other.keeps(hold.vin(), hold.fromMs(), hold.toMs()));
        return taken ? "held by another order at that time" : null;
    }

    private static Answer answer(Hold hold) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("holdId", hold.id().toString());
        body.put("status", hold.status().name());
        if (hold.status() != Hold.Status.PENDING) {
            body.put("reason", hold.reason());
        }
        return new Answer(hold.status() == Hold.Status.PENDING ? 202 : 200, body);
    }

    private void nextCitizen() {
        timeline.in(dice.secondsToNext(citizensPerHour), () -> {
            rentSomething();
            nextCitizen();
        });
    }

    private void rentSomething() {
        List<Car> offered = world.cars().stream()
                .filter(car -> car.card().citizensToo() && car.orders().free())
                .filter(car -> car.socPercent() > RENT_ABOVE_PERCENT)
                .toList();
        if (offered.isEmpty()) {
            return;
        }
        Car car = dice.pick(offered);
        world.parking().claim(car.at(), dice).ifPresent(spot -> {
            Route route = world.routes().fastest(car.at(), spot);
            long untilMs = timeline.nowMs() + Math.round(estimateS(route) * 1000);
            if (tooFar(car, route)
                    || holds.values().stream()
                            .anyMatch(h -> h.keeps(car.vin(), timeline.nowMs(), untilMs + MARGIN_MS))) {
                world.parking().release(spot);
            } else {
                rent(car, spot, untilMs);
            }
        });
    }

    private void rent(Car car, GeoPoint spot, long untilMs) {
        boolean plugIn = car.socPercent() < PLUG_BELOW_PERCENT || dice.chance(0.5);
        boolean taken = car.orders().rent(new Navigation(spot, "", plugIn), () -> {
            rentedUntilMs.remove(car.vin());
            world.parking().release(spot);
        });
        if (taken) {
            rentedUntilMs.put(car.vin(), untilMs);
            rentals++;
        } else {
            world.parking().release(spot);
        }
    }

    private double estimateS(Route route) {
        return 240 + 1.25 * route.freeFlowS() / Traffic.flow(timeline.nowMs(), route.from());
    }

    private static boolean tooFar(Car car, Route route) {
        double spareWh = (car.socPercent() - KEEP_PERCENT) / 100 * car.card().batteryWh();
        return route.lengthM() / 1000 * CAUTIOUS_WH_PER_KM > spareWh;
    }

    public long rentals() {
        return rentals;
    }

    public long rented() {
        return rentedUntilMs.size();
    }
}
