package org.twinloop.sim.pile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twinloop.sim.energy.Battery;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.terminal.Json;
import org.twinloop.sim.terminal.Parcel;
import org.twinloop.sim.time.Timeline;

class ConnectorTest {
    private static final long NOON_MS = Instant.parse("2026-11-10T04:00:00Z").toEpochMilli();
    private static final double CAPACITY_WH = 50_000;

    private final Timeline timeline = new Timeline(NOON_MS);
    private final List<Parcel> said = new ArrayList<>();

    /** A battery on wheels, at 20 °C, that takes up to 50 kW. */
    private static final class Trolley implements Chargeable {
        private final Battery battery;
        private boolean charging;

        private Trolley(double socPercent) {
            battery = new Battery(CAPACITY_WH, socPercent);
        }

        @Override
        public String vin() {
            return "LTWIN000000000001";
        }

        @Override
        public double acceptanceW(double offeredW, boolean directCurrent) {
            return battery.acceptanceW(Math.min(offeredW, 50_000), 20);
        }

        @Override
        public double charge(double powerW, double seconds) {
            return battery.charge(powerW, seconds);
        }

        @Override
        public void chargingChanged(boolean now) {
            charging = now;
        }
    }

    private Connector connector(double powerW) {
        return pile(powerW).connectors().get(0);
    }

    private Pile pile(double powerW) {
        Pile.Card card =
                new Pile.Card("P00001", powerW, List.of(new Pile.Card.Bay(1, new GeoPoint(121.4691, 31.2321))));
        return new Pile(card, 1, timeline, said::add, 30);
    }

    private long metered(int index) throws Exception {
        List<Parcel> meters =
                said.stream().filter(p -> p.channel().equals("meter")).toList();
        Parcel parcel = meters.get(index < 0 ? meters.size() + index : index);
        return Json.MAPPER.readTree(parcel.json()).path("meterWh").asLong();
    }

    @ParameterizedTest
    @CsvSource({"60000,0.95,35,7", "60000,0.95,35,1787", "7000,0.90,20,10003", "60000,0.95,97,2000"})
    void the_meter_counts_what_the_battery_gained_and_the_losses_to_the_second(
            double powerW, double efficiency, double fromPercent, int seconds) throws Exception {
        Trolley car = new Trolley(fromPercent);
        Connector connector = connector(powerW);
        connector.plugIn(car, false);
        timeline.runUntil(NOON_MS + seconds * 1_000L);
        connector.unplug();

        double gainedWh = (car.battery.socPercent() - fromPercent) / 100 * CAPACITY_WH;
        assertTrue(gainedWh > 0);
        assertEquals(gainedWh / efficiency, metered(-1) - metered(0), 1.01);
    }

    @Test
    void current_falls_above_eighty_percent_and_ceases_at_full_while_the_plug_stays_in() {
        Trolley car = new Trolley(70);
        Connector connector = connector(60_000);
        connector.plugIn(car, false);
        long fullPowerW = connector.flowingW();
        while (car.battery.socPercent() < 90) {
            timeline.runUntil(timeline.nowMs() + 10_000);
            if (car.battery.socPercent() < 80) {
                assertEquals(fullPowerW, connector.flowingW(), 1);
            }
        }
        assertTrue(connector.flowingW() < fullPowerW * 0.6, connector.flowingW() + " W at 90 %");
        timeline.runUntil(timeline.nowMs() + 4 * 3_600_000L);

        assertEquals(100, car.battery.socPercent());
        assertFalse(car.charging);
        assertEquals(0, connector.flowingW());
        assertEquals(Connector.Status.BLOCKED, connector.status());
    }

    @Test
    void a_meter_read_while_current_flows_comes_every_thirty_seconds() {
        connector(60_000).plugIn(new Trolley(20), false);
        timeline.runUntil(NOON_MS + 300_000);

        assertEquals(11, said.stream().filter(p -> p.channel().equals("meter")).count());
    }

    @Test
    void a_broken_connector_gives_no_current_and_goes_on_by_itself_once_it_is_repaired() {
        Trolley car = new Trolley(20);
        Pile pile = pile(60_000);
        Connector connector = pile.connectors().get(0);
        connector.plugIn(car, false);
        pile.breakDown(1, Connector.Status.OUTOFORDER, "GroundFailure");
        double broken = car.battery.socPercent();
        timeline.runUntil(NOON_MS + 600_000);
        assertEquals(broken, car.battery.socPercent());
        assertEquals(Connector.Status.OUTOFORDER, connector.status());

        pile.repair(1);
        timeline.runUntil(NOON_MS + 1_200_000);

        assertEquals(Connector.Status.CHARGING, connector.status());
        assertTrue(car.battery.socPercent() > broken + 5);
    }
}
