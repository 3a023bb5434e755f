package org.twinloop.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.sim.FakeService.Message;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.terminal.Json;

/** A car and a pile against a small service over real HTTP and real MQTT. */
class TerminalJourneyTest {
    private static final String CAR = "T000001";
    private static final String PILE = "P00001";
    private static final GeoPoint OFFICE = new GeoPoint(121.4691, 31.2321);
    private static final GeoPoint STOP = new GeoPoint(121.4537, 31.2343);

    private FakeService service;
    private City city;

    @BeforeEach
    void a_car_at_the_office_and_a_pile_elsewhere() throws Exception {
        service = new FakeService(120, Instant.parse("2026-11-23T02:00:00Z"))
                .terminal(CAR, "LTWIN000000000001", OFFICE.lon(), OFFICE.lat(), 72)
                .pile(PILE, STOP.lon(), STOP.lat(), 60_000)
                .start();
        city = service.city();
        city.start();
        service.awaitConnects(2);
    }

    @AfterEach
    void stop() throws Exception {
        city.close();
        service.close();
    }

    private ObjectNode command(String kind) {
        ObjectNode command = Json.MAPPER.createObjectNode();
        command.put("id", UUID.randomUUID().toString()).put("cmd", kind);
        command.put("expires", service.cityMs() + 600_000);
        return command;
    }

    private static ObjectNode to(ObjectNode command, GeoPoint point, boolean plugIn) {
        command.putObject("nav")
                .put("lon", point.lon())
                .put("lat", point.lat())
                .put("name", "stop")
                .put("plugIn", plugIn);
        return command;
    }

    @Test
    void a_car_unlocks_drives_to_the_stop_parks_plugs_in_and_charges() throws Exception {
        ObjectNode unlock = to(command("UNLOCK"), STOP, true);
        service.command(CAR, unlock);

        Message ack = service.await(
                CAR,
                "ack",
                "the answer",
                m -> m.text("id").equals(unlock.get("id").asText()));
        assertEquals("ACCEPTED", ack.text("result"));
        Message open =
                service.await(CAR, "report", "confirmation", m -> m.text("cmd").equals(ack.text("id")));
        assertFalse(open.json().get("locked").asBoolean());
        service.await(CAR, "report", "moving", m -> m.json().get("kmh").asDouble() > 15);
        Message plugged = service.await(
                CAR, "report", "plugged in", m -> m.json().get("charging").asBoolean());
        GeoPoint there = new GeoPoint(
                plugged.json().get("lon").asDouble(), plugged.json().get("lat").asDouble());
        assertTrue(there.distanceM(STOP) < 15, "stands " + there.distanceM(STOP) + " m from the bay");
        assertEquals("CLOSED", plugged.text("doors"));
        long drivenM = plugged.json().get("odoM").asLong() - 1_000_000;
        assertTrue(drivenM >= OFFICE.distanceM(STOP), "drove " + drivenM + " m");
        service.await(PILE, "status", "pile charging", m -> m.text("status").equals("CHARGING"));
        Message first =
                service.await(PILE, "meter", "first meter value", m -> m.json().has("meterWh"));
        Message later = service.await(
                PILE,
                "meter",
                "meter runs",
                m -> m.json().get("meterWh").asLong()
                        > first.json().get("meterWh").asLong() + 200);
        assertEquals("LTWIN000000000001", later.text("vehicle"));
        service.command(CAR, command("LOCK"));
        service.await(
                CAR,
                "report",
                "locked again",
                m -> m.json().get("locked").asBoolean()
                        && m.json().get("seq").asLong()
                                > plugged.json().get("seq").asLong());
    }

    @Test
    void a_repeated_command_is_answered_again_but_obeyed_once_and_an_expired_one_is_refused() throws Exception {
        ObjectNode unlock = command("UNLOCK");
        service.command(CAR, unlock);
        service.await(CAR, "report", "open", m -> !m.json().get("locked").asBoolean());
        ObjectNode lock = command("LOCK");
        service.command(CAR, lock);
        service.await(
                CAR,
                "report",
                "locked",
                m -> m.text("cmd").equals(lock.get("id").asText()));

        service.command(CAR, unlock);
        ObjectNode late = command("UNLOCK");
        late.put("expires", service.cityMs() - 1_000);
        service.command(CAR, late);

        Message refused = service.await(
                CAR, "ack", "refusal", m -> m.text("id").equals(late.get("id").asText()));
        assertEquals("REJECTED", refused.text("result"));
        assertEquals("expired", refused.text("reason"));
        List<Message> answers = service.messages(CAR, "ack").stream()
                .filter(m -> m.text("id").equals(unlock.get("id").asText()))
                .toList();
        assertEquals(2, answers.size());
        Message last = service.messages(CAR, "report")
                .get(service.messages(CAR, "report").size() - 1);
        assertTrue(last.json().get("locked").asBoolean(), "the repeated UNLOCK must not open the car again");
    }

    @Test
    void no_report_is_lost_when_the_service_falls_silent_and_comes_back_without_its_secrets() throws Exception {
        service.command(CAR, to(command("UNLOCK"), STOP, false));
        service.await(CAR, "report", "moving", m -> m.json().get("kmh").asDouble() > 5);

        service.acknowledging(false);
        int connects = service.connects();
        service.restartForgetful();
        service.acknowledging(true);
        service.awaitConnects(connects + 2);

        Message arrived = service.await(
                CAR,
                "report",
                "arrived",
                m -> m.json().get("kmh").asDouble() == 0 && m.json().get("odoM").asLong() > 1_001_500);
        long last = arrived.json().get("seq").asLong();
        TreeSet<Long> seen = new TreeSet<>();
        service.messages(CAR, "report")
                .forEach(m -> seen.add(m.json().get("seq").asLong()));
        for (long seq = 1; seq <= last; seq++) {
            assertTrue(seen.contains(seq), "report " + seq + " of " + last + " was lost");
        }
    }
}
