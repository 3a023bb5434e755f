package org.twinloop.sim.carshare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.sim.car.Car;
import org.twinloop.sim.car.CarOrders;
import org.twinloop.sim.partner.Answer;
import org.twinloop.sim.partner.Body;
import org.twinloop.sim.partner.Manners;
import org.twinloop.sim.partner.Refusal;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.terminal.Command;
import org.twinloop.sim.terminal.Command.Navigation;
import org.twinloop.sim.terminal.Verdict;
import org.twinloop.sim.time.Dice;
import org.twinloop.sim.time.Timeline;
import org.twinloop.sim.world.SampleDevices;
import org.twinloop.sim.world.World;

class CarSharerTest {
    private static final long NOW_MS = Instant.parse("2026-11-23T02:00:00Z").toEpochMilli();
    private static final long HOUR_MS = 3_600_000;

    private static final Manners WILLING = new Manners(1, "carshare", 0.1, 0);

    private final Timeline timeline = new Timeline(NOW_MS);
    private final World world = new World(SampleDevices.plan(1, 71, 140), timeline, (deviceId, orders) -> parcel -> {});
    private final Dice ids = Dice.of(4, "ids");

    private static Body body(UUID id, String vin, long fromMs, long toMs) {
        String json = "{\"holdId\":\"" + id + "\",\"vin\":\"" + vin + "\",\"from\":\"" + Instant.ofEpochMilli(fromMs)
                + "\",\"to\":\"" + Instant.ofEpochMilli(toMs) + "\"}";
        return Body.of(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String status(Answer answer) {
        return answer.body().path("status").asText();
    }

    /** A hold, with the late answer waited for. */
    private Answer settled(CarSharer sharer, String vin, long fromMs, long toMs) {
        UUID id = ids.uuid();
        sharer.hold(body(id, vin, fromMs, toMs));
        timeline.runUntil(timeline.nowMs() + 20_000);
        return sharer.find(id);
    }

    private Car outer() {
        return world.cars().stream()
                .filter(c -> c.card().citizensToo())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_free_car_is_confirmed_and_a_second_hold_at_that_time_declined() {
        CarSharer sharer = new CarSharer(world, WILLING);
        String vin = outer().vin();

        assertEquals("CONFIRMED", status(settled(sharer, vin, NOW_MS + HOUR_MS, NOW_MS + 3 * HOUR_MS)));
        assertEquals("DECLINED", status(settled(sharer, vin, NOW_MS + 2 * HOUR_MS, NOW_MS + 4 * HOUR_MS)));
        assertEquals("CONFIRMED", status(settled(sharer, vin, NOW_MS + 3 * HOUR_MS, NOW_MS + 4 * HOUR_MS)));
    }

    @Test
    void a_cancelled_hold_frees_the_car() {
        CarSharer sharer = new CarSharer(world, WILLING);
        UUID id = ids.uuid();
        sharer.hold(body(id, outer().vin(), NOW_MS, NOW_MS + HOUR_MS));

        assertEquals(204, sharer.cancel(id).status());
        assertEquals(204, sharer.cancel(ids.uuid()).status());
        assertEquals("CONFIRMED", status(settled(sharer, outer().vin(), NOW_MS, NOW_MS + HOUR_MS)));
        assertEquals("DECLINED", status(sharer.find(id)));
    }

    @Test
    void a_repeated_hold_gets_the_same_answer_and_another_body_is_refused() {
        CarSharer sharer = new CarSharer(world, WILLING);
        UUID id = ids.uuid();
        Answer first = sharer.hold(body(id, outer().vin(), NOW_MS, NOW_MS + HOUR_MS));
        assertEquals(first, sharer.hold(body(id, outer().vin(), NOW_MS, NOW_MS + HOUR_MS)));

        Refusal refusal =
                assertThrows(Refusal.class, () -> sharer.hold(body(id, outer().vin(), NOW_MS, NOW_MS + 2 * HOUR_MS)));
        assertEquals(409, refusal.status());
        assertThrows(Refusal.class, () -> sharer.hold(body(ids.uuid(), outer().vin(), NOW_MS, NOW_MS)));
    }

    @Test
    void about_one_hold_in_ten_is_answered_late_and_all_settle_within_20_seconds() {
        CarSharer sharer = new CarSharer(world, WILLING);
        int late = 0;
        for (int i = 0; i < 400; i++) {
            UUID id = ids.uuid();
            long fromMs = NOW_MS + i * HOUR_MS;
            Answer answer = sharer.hold(body(id, outer().vin(), fromMs, fromMs + HOUR_MS));
            if (answer.status() == 202) {
                late++;
                assertEquals("PENDING", status(answer));
                timeline.runUntil(timeline.nowMs() + 20_000);
            }
            assertEquals("CONFIRMED", status(sharer.find(id)));
        }
        assertTrue(late > 20 && late < 70, late + " of 400 late");
    }

    @Test
    void citizens_rent_only_the_open_loops_cars_and_never_one_that_is_held() {
        CarSharer sharer = new CarSharer(world, WILLING);
        Citizens citizens = new Citizens(world, sharer, 1, 600);
        String held = outer().vin();
        Car car = world.car(held).orElseThrow();
        String answer = "";
        for (int tries = 0; !answer.equals("CONFIRMED") && tries < 5; tries++) {
            answer = status(settled(sharer, held, NOW_MS, NOW_MS + 6 * HOUR_MS));
        }
        assertEquals("CONFIRMED", answer);
        for (int minute = 0; minute < 180; minute++) {
            timeline.runUntil(timeline.nowMs() + 60_000);
            assertEquals(CarOrders.Use.NOBODY, car.orders().use());
            world.cars().stream()
                    .filter(c -> !c.card().citizensToo())
                    .forEach(c -> assertEquals(c.card().odometerM(), c.odometerM()));
        }
        assertTrue(citizens.rentals() > 50, citizens.rentals() + " rentals");
    }

    @Test
    void a_car_a_citizen_has_is_declined_and_refuses_official_commands() {
        CarSharer sharer = new CarSharer(world, WILLING);
        new Citizens(world, sharer, 1, 600);
        Car rented = null;
        for (int tries = 0; rented == null && tries < 1_000; tries++) {
            timeline.runUntil(timeline.nowMs() + 10_000);
            rented = world.cars().stream()
                    .filter(c -> c.orders().use() == CarOrders.Use.CITIZEN)
                    .findFirst()
                    .orElse(null);
        }
        assertNotNull(rented, "no citizen came");
        Verdict verdict = rented.desk().receive(new Command("c", "UNLOCK", timeline.nowMs() + 60_000, 1, null));

        assertEquals(Verdict.rejected("in use by a customer"), verdict);
        Answer answer = sharer.hold(body(ids.uuid(), rented.vin(), timeline.nowMs(), timeline.nowMs() + HOUR_MS));
        assertTrue(status(answer).equals("DECLINED") || answer.status() == 202, status(answer));
    }

    @Test
    void a_rental_that_lasts_longer_than_expected_still_keeps_the_car() {
        CarSharer sharer = new CarSharer(world, new Manners(1, "carshare", 0, 0));
        Car car = outer();
        GeoPoint away = car.at().shifted(9_000, 0);
        assertTrue(sharer.giveOut(car, new Navigation(away, "away", false), NOW_MS + 1_000));
        timeline.runUntil(NOW_MS + 300_000);

        Answer answer = sharer.hold(body(ids.uuid(), car.vin(), timeline.nowMs(), timeline.nowMs() + HOUR_MS));

        assertTrue(car.driving());
        assertEquals("DECLINED", status(answer));
    }

    @Test
    void the_crew_brings_a_car_that_is_low_on_charge_to_a_pile() {
        CarSharer sharer = new CarSharer(world, WILLING);
        Crew crew = new Crew(world, sharer);
        timeline.runUntil(NOW_MS + 60_000);
        Car car = outer();
        car.unplug();
        car.setSocPercent(14);

        timeline.runUntil(NOW_MS + 2 * HOUR_MS);

        assertTrue(car.socPercent() > 20, car.socPercent() + " %");
        assertTrue(car.locked() && car.plugged());
        assertTrue(crew.brought() > 0);
    }
}
