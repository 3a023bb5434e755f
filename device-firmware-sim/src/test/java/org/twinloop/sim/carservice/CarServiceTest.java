package org.twinloop.sim.carservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.sim.partner.Answer;
import org.twinloop.sim.partner.Body;
import org.twinloop.sim.partner.Manners;
import org.twinloop.sim.partner.Refusal;
import org.twinloop.sim.road.RoadNetwork;
import org.twinloop.sim.road.RouteFinder;
import org.twinloop.sim.time.Dice;
import org.twinloop.sim.time.Timeline;

class CarServiceTest {
    private static final long NOW_MS = Instant.parse("2026-11-23T02:00:00Z").toEpochMilli();
    private static final long PICKUP_MS = NOW_MS + 1_800_000;

    private final Timeline timeline = new Timeline(NOW_MS);
    private final CarService service = new CarService(
            timeline, new RouteFinder(RoadNetwork.sampleCity()), 1, new Manners(1, "carservice", 0.1, 0.03));
    private final Dice ids = Dice.of(11, "ids");

    private static Body order(UUID id, int passengers, String vehicleClass) {
        String json = "{\"orderId\":\"" + id + "\",\"pickup\":{\"lon\":121.4691,\"lat\":31.2321},"
                + "\"dropoff\":{\"lon\":121.32161,\"lat\":31.19647},\"pickupAt\":\"" + Instant.ofEpochMilli(PICKUP_MS)
                + "\",\"passengers\":" + passengers + ",\"vehicleClass\":\"" + vehicleClass + "\"}";
        return Body.of(json.getBytes(StandardCharsets.UTF_8));
    }

    private String status(UUID id) {
        return service.find(id).body().path("status").asText();
    }

    private String status(UUID id, int passengers) {
        return service.order(order(id, passengers, "SEDAN"))
                .body()
                .path("status")
                .asText();
    }

    private UUID accepted() {
        UUID id = ids.uuid();
        for (int tries = 0; tries < 20 && !status(id, 2).equals("ACCEPTED"); tries++) {
            id = ids.uuid();
        }
        assertEquals("ACCEPTED", status(id));
        return id;
    }

    @Test
    void an_accepted_order_arrives_early_drives_and_completes_with_its_usage() {
        UUID id = accepted();
        Set<String> seen = new LinkedHashSet<>(List.of(status(id)));
        while (!status(id).equals("COMPLETED") && timeline.nowMs() < PICKUP_MS + 4 * 3_600_000) {
            timeline.runUntil(timeline.nowMs() + 10_000);
            seen.add(status(id));
            if (status(id).equals("ARRIVED")) {
                assertTrue(timeline.nowMs() < PICKUP_MS + 180_000);
            }
        }
        JsonNode json = service.find(id).body();
        assertEquals(List.of("ACCEPTED", "ARRIVED", "ONBOARD", "COMPLETED"), List.copyOf(seen));
        assertTrue(Instant.parse(json.path("startedAt").asText()).toEpochMilli() >= PICKUP_MS);
        double km = json.path("usage").path("km").asDouble();
        assertTrue(km > 14 && km < 26, km + " km to Hongqiao");
        long seconds = Instant.parse(json.path("endedAt").asText()).getEpochSecond()
                - Instant.parse(json.path("startedAt").asText()).getEpochSecond();
        long minutes = json.path("usage").path("minutes").asLong();
        assertTrue(minutes * 60 >= seconds && (minutes - 1) * 60 <= seconds, minutes + " min, " + seconds + " s");
        assertEquals(409, assertThrows(Refusal.class, () -> service.cancel(id)).status());
    }

    @Test
    void late_answers_settle_and_no_driver_has_two_orders_at_once() {
        Map<String, Integer> drivers = new HashMap<>();
        int declined = 0;
        int late = 0;
        for (int i = 0; i < 80; i++) {
            UUID id = ids.uuid();
            late += service.order(order(id, 1, "SEDAN")).status() == 202 ? 1 : 0;
            timeline.runUntil(timeline.nowMs() + 20_000);
            JsonNode json = service.find(id).body();
            if (json.path("status").asText().equals("DECLINED")) {
                declined++;
            } else {
                assertEquals(1, drivers.merge(json.path("driver").path("plate").asText(), 1, Integer::sum));
            }
        }
        assertEquals(45, drivers.size());
        assertTrue(declined == 35 && late > 0, declined + " declined, " + late + " late");
    }

    @Test
    void too_many_passengers_are_declined_with_a_reason() {
        UUID id = ids.uuid();
        Answer answer = service.order(order(id, 6, "SEDAN"));

        assertEquals(200, answer.status());
        assertEquals("DECLINED", answer.body().path("status").asText());
        assertTrue(answer.body().path("reason").asText().contains("4 seats"));
        assertThrows(Refusal.class, () -> service.order(order(ids.uuid(), 0, "SEDAN")));
        assertThrows(Refusal.class, () -> service.order(order(ids.uuid(), 1, "TANK")));
    }

    @Test
    void a_cancelled_order_never_drives() {
        UUID id = accepted();
        assertEquals(204, service.cancel(id).status());
        timeline.runUntil(PICKUP_MS + 7_200_000);

        assertEquals("CANCELLED", status(id));
    }

    @Test
    void cancelling_a_declined_order_changes_nothing_of_its_answer() {
        UUID id = ids.uuid();
        service.order(order(id, 6, "SEDAN"));

        assertEquals(204, service.cancel(id).status());
        assertEquals("DECLINED", status(id));
    }

    @Test
    void finished_orders_are_forgotten_after_two_days_and_their_drivers_are_free_again() {
        UUID id = accepted();
        timeline.runUntil(PICKUP_MS + 50 * 3_600_000L + 7_200_000);
        assertEquals("COMPLETED", status(id));

        service.order(order(ids.uuid(), 1, "SEDAN"));

        assertEquals(404, assertThrows(Refusal.class, () -> service.find(id)).status());
    }
}
