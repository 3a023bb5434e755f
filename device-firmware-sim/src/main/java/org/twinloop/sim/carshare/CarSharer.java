package org.twinloop.sim.carshare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.sim.car.Car;
import org.twinloop.sim.partner.Answer;
import org.twinloop.sim.partner.Body;
import org.twinloop.sim.partner.Calls;
import org.twinloop.sim.partner.Manners;
import org.twinloop.sim.partner.Refusal;
import org.twinloop.sim.terminal.Command.Navigation;
import org.twinloop.sim.terminal.Json;
import org.twinloop.sim.time.CityClock;
import org.twinloop.sim.time.Timeline;
import org.twinloop.sim.world.World;

/** The car-sharer's desk: who has which car until when, and what the service holds. */
public final class CarSharer {
    /** Between a customer's return as estimated and the next use. */
    static final long MARGIN_MS = 10 * 60_000;

    private static final long KEPT_AFTER_MS = 24 * 3_600_000L;

    private final World world;
    private final Timeline timeline;
    private final Manners manners;
    private final Calls<Hold> holds = new Calls<>("holdId");
    private final Map<String, Long> outUntilMs = new HashMap<>();

    public CarSharer(World world, Manners manners) {
        this.world = world;
        this.timeline = world.timeline();
        this.manners = manners;
    }

    /** The service asks for a car from one time to another. */
    public Answer hold(Body body) {
        Optional<Hold> before = holds.repeated(body);
        if (before.isPresent()) {
            return answer(before.get());
        }
        long fromMs = body.time("from");
        long toMs = body.time("to");
        if (toMs <= fromMs) {
            throw new Refusal(400, "/to is not after /from; a hold needs a time in which the car is held");
        }
        holds.forget(old -> old.toMs() + KEPT_AFTER_MS < timeline.nowMs());
        Hold hold = new Hold(holds.id(body), body.text("vin"), fromMs, toMs);
        holds.keep(body, hold);
        Manners.Fate fate = manners.of(hold.id());
        if (fate.late()) {
            timeline.in(fate.lateS(), () -> settle(hold, fate));
        } else {
            settle(hold, fate);
        }
        return answer(hold);
    }

    private void settle(Hold hold, Manners.Fate fate) {
        hold.settle(obstacle(hold).orElse(fate.declined() ? "the car is called in for service" : null));
    }

    public Answer find(UUID id) {
        return new Answer(200, answer(holds.get(id)).body());
    }

    /** The car is no longer needed; repeating this is no error. */
    public Answer cancel(UUID id) {
        holds.find(id).ifPresent(Hold::cancel);
        return new Answer(204, null);
    }

    /** Why a hold cannot be confirmed. */
    private Optional<String> obstacle(Hold hold) {
        Optional<Car> car = world.car(hold.vin());
        if (car.isEmpty() || !car.get().card().citizensToo()) {
            return Optional.of("no car of ours has VIN " + hold.vin());
        }
        Long untilMs = outUntilMs.get(hold.vin());
        if (untilMs != null && Math.max(untilMs, timeline.nowMs()) + MARGIN_MS > hold.fromMs()) {
            return Optional.of("rented by a customer until about "
                    + Instant.ofEpochMilli(Math.max(untilMs, timeline.nowMs()))
                            .atZone(CityClock.ZONE)
                            .toLocalTime()
                            .withNano(0));
        }
        boolean taken = holds.outcomes()
                .anyMatch(other -> other != hold && other.keeps(hold.vin(), hold.fromMs(), hold.toMs()));
        return taken ? Optional.of("held by another order at that time") : Optional.empty();
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

    /** Whether a car can be given away now, if it is back by then. */
    boolean offers(Car car, long untilMs) {
        return car.card().citizensToo()
                && car.orders().free()
                && holds.outcomes().noneMatch(h -> h.keeps(car.vin(), timeline.nowMs(), untilMs + MARGIN_MS));
    }

    /**
     * Gives a car to somebody who brings it to a place.
     *
     * @param untilMs when it is expected there
     * @return false when the car is not to be had
     */
    boolean giveOut(Car car, Navigation to, long untilMs) {
        boolean given = offers(car, untilMs) && car.orders().rent(to, () -> outUntilMs.remove(car.vin()));
        if (given) {
            outUntilMs.put(car.vin(), untilMs);
        }
        return given;
    }

    /** Cars out with customers or the operator's own people. */
    public long out() {
        return outUntilMs.size();
    }
}
