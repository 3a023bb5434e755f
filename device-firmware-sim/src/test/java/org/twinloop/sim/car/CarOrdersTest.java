package org.twinloop.sim.car;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.twinloop.sim.pile.Connector;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.terminal.Command;
import org.twinloop.sim.terminal.Command.Navigation;
import org.twinloop.sim.terminal.Parcel;
import org.twinloop.sim.terminal.Verdict;
import org.twinloop.sim.time.Timeline;
import org.twinloop.sim.world.SampleDevices;
import org.twinloop.sim.world.World;

class CarOrdersTest {
    private static final long NOW_MS = Instant.parse("2026-11-23T02:00:00Z").toEpochMilli();

    private final Timeline timeline = new Timeline(NOW_MS);
    private final List<Parcel> said = new ArrayList<>();
    private final World world = new World(SampleDevices.plan(1, 40, 40), timeline, (deviceId, orders) -> said::add);
    private final Car car = world.car("T000001").orElseThrow();
    private int commands;

    private Verdict order(String kind, Navigation navigation) {
        String id = "command-" + commands++;
        return car.desk().receive(new Command(id, kind, timeline.nowMs() + 60_000, 1, navigation));
    }

    @Test
    void a_car_with_an_open_door_refuses_to_lock() {
        order("UNLOCK", null);
        car.openDoors();

        assertEquals(Verdict.rejected("door open"), order("LOCK", null));
        car.closeDoors();
        assertEquals(Verdict.ACCEPTED, order("LOCK", null));
        assertTrue(car.locked());
    }

    @Test
    void a_destination_waits_until_the_car_is_unlocked() {
        GeoPoint there = car.at().shifted(900, 0);
        order("NAVIGATE", new Navigation(there, "there", false));
        timeline.runUntil(timeline.nowMs() + 300_000);
        assertFalse(car.driving());
        assertEquals(car.card().odometerM(), car.odometerM());

        order("UNLOCK", null);
        timeline.runUntil(timeline.nowMs() + 60_000);
        assertTrue(car.driving());
        assertEquals(Verdict.rejected("car is under way"), order("LOCK", null));
        timeline.runUntil(timeline.nowMs() + 900_000);
        assertEquals(0, car.at().distanceM(there), 2);
        assertFalse(car.doorsOpen());
    }

    @Test
    void a_car_already_there_only_opens_and_closes_its_doors() {
        long before = car.odometerM();
        order("UNLOCK", new Navigation(car.at().shifted(30, 0), "here", true));
        timeline.runUntil(timeline.nowMs() + 120_000);

        assertEquals(before, car.odometerM());
        assertTrue(car.plugged(), "there is a pile in reach and plugIn was asked");
        assertTrue(said.stream().anyMatch(p -> new String(p.json()).contains("\"doors\":\"OPEN\"")));
    }

    @Test
    void locking_before_anybody_got_in_sends_the_driver_away() {
        order("UNLOCK", new Navigation(car.at().shifted(5_000, 0), "far", false));
        order("LOCK", null);
        timeline.runUntil(timeline.nowMs() + 300_000);

        assertFalse(car.driving());
        assertTrue(car.locked());
    }

    @Test
    void an_expired_or_unknown_command_is_refused_and_changes_nothing() {
        Command late = new Command("late", "UNLOCK", timeline.nowMs() - 1, 1, null);
        assertEquals(Verdict.rejected("expired"), car.desk().receive(late));
        assertFalse(order("DANCE", null).accepted());
        assertTrue(car.locked());
        assertEquals(0, car.desk().obeyed());
    }

    @Test
    void charging_stops_and_starts_on_command_and_the_pile_says_so() {
        timeline.runUntil(timeline.nowMs() + 30_000);
        car.setSocPercent(40);
        car.unplug();
        assertEquals(Verdict.rejected("not plugged in"), order("CHARGE_START", null));
        assertTrue(car.plugIn(true));
        Connector connector = car.plug();
        assertEquals(Connector.Status.CHARGING, connector.status());

        order("CHARGE_STOP", null);
        assertEquals(Connector.Status.BLOCKED, connector.status());
        assertFalse(car.charging());
        order("CHARGE_START", null);
        double before = car.socPercent();
        timeline.runUntil(timeline.nowMs() + 600_000);
        assertTrue(car.socPercent() > before + 1);
    }

    @Test
    void a_car_that_runs_empty_stands_still_and_goes_on_when_it_is_charged_again() {
        order("UNLOCK", new Navigation(car.at().shifted(9_000, 0), "far", false));
        timeline.runUntil(timeline.nowMs() + 120_000);
        car.setSocPercent(0);
        long stranded = car.odometerM();
        timeline.runUntil(timeline.nowMs() + 120_000);
        assertEquals(stranded, car.odometerM(), 1);

        car.setSocPercent(30);
        timeline.runUntil(timeline.nowMs() + 120_000);
        assertTrue(car.odometerM() > stranded + 100);
    }

    @Test
    void a_car_whose_bay_is_taken_parks_in_the_nearest_free_one() {
        GeoPoint bay = world.car("T000002").orElseThrow().at();
        order("UNLOCK", new Navigation(bay, "taken", false));
        timeline.runUntil(timeline.nowMs() + 3_600_000);

        assertFalse(car.driving());
        assertTrue(
                car.at().distanceM(bay) > 2.5 && car.at().distanceM(bay) < 15,
                "parked " + car.at().distanceM(bay) + " m from the taken bay");
        assertTrue(world.parking().of(car.vin()).isPresent());
    }

    @Test
    void a_customers_car_does_not_lock_itself_on_an_order_of_the_service() {
        assertTrue(car.orders().rent(new Navigation(car.at().shifted(5_000, 0), "far", false), () -> {}));

        assertEquals(Verdict.rejected("in use by a customer"), order("LOCK", null));
        assertFalse(car.locked());
    }

    @Test
    void a_destination_sent_before_is_forgotten_when_the_car_is_locked() {
        order("NAVIGATE", new Navigation(car.at().shifted(5_000, 0), "far", false));
        order("LOCK", null);
        order("UNLOCK", null);
        timeline.runUntil(timeline.nowMs() + 300_000);

        assertFalse(car.driving());
    }

    @Test
    void a_car_stranded_on_the_road_is_helped_within_the_hour() {
        order("UNLOCK", new Navigation(car.at().shifted(9_000, 0), "far", false));
        timeline.runUntil(timeline.nowMs() + 120_000);
        car.setSocPercent(0);
        timeline.runUntil(timeline.nowMs() + 2 * 3_600_000);

        assertFalse(car.driving());
        assertTrue(car.socPercent() > 0);
    }

    @Test
    void an_immobilised_car_is_not_driven_until_it_is_released() {
        assertEquals(Verdict.ACCEPTED, order("IMMOBILISE", null));
        order("UNLOCK", new Navigation(car.at().shifted(900, 0), "there", false));
        timeline.runUntil(timeline.nowMs() + 300_000);
        assertFalse(car.driving());

        assertEquals(Verdict.ACCEPTED, order("MOBILISE", null));
        timeline.runUntil(timeline.nowMs() + 60_000);
        assertTrue(car.driving());
        assertEquals(Verdict.rejected("car is under way"), order("IMMOBILISE", null));
    }

    @Test
    void a_key_that_is_none_opens_nothing_and_the_use_is_told() {
        assertFalse(car.orders().showKey("no key").opens());

        assertTrue(car.locked());
        assertTrue(said.stream()
                .anyMatch(p -> p.channel().equals("key-use")
                        && new String(p.json()).contains("\"result\":\"REFUSED\",\"reason\":\"not a key\"")));
    }

    @Test
    void a_revoked_key_is_kept_in_mind() {
        Command revoke =
                new Command("r", "REVOKE_KEY", timeline.nowMs() + 60_000, 1, null, new Command.RevokedKey("trip", 1));

        assertEquals(Verdict.ACCEPTED, car.desk().receive(revoke));
        assertEquals(Verdict.rejected("key is missing"), order("REVOKE_KEY", null));
    }
}
