package org.twinloop.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.twinloop.sim.terminal.Json;

/** The partners' and the control port of a running city, over real HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartnerPortTest {
    private static final String CAR = "LTWIN000000000001";
    private final HttpClient http = HttpClient.newHttpClient();
    private FakeService service;
    private City city;

    @BeforeAll
    void a_city_with_one_car_and_one_pile() throws Exception {
        service = new FakeService(60, Instant.parse("2026-11-23T02:00:00Z"))
                .terminal("T000001", CAR, 121.4691, 31.2321, 72)
                .pile("P00001", 121.4537, 31.2343, 60_000)
                .start();
        city = service.city("--control-port", "0", "--partner-declined", "0");
        city.start();
        service.awaitConnects(2);
    }

    @AfterAll
    void stop() {
        city.close();
        service.close();
    }

    private HttpResponse<String> call(int port, String method, String path, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> partner(String method, String path, String body) throws Exception {
        return call(city.httpPort(), method, path, body, "Authorization", "Bearer shared");
    }

    private HttpResponse<String> world(String method, String path, String body) throws Exception {
        return call(city.controlPort(), method, path, body);
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return Json.MAPPER.readTree(response.body());
    }

    private static String order(UUID id, int passengers) {
        return "{\"orderId\":\"" + id + "\",\"pickup\":{\"lon\":121.4691,\"lat\":31.2321,\"name\":\"a\"},"
                + "\"dropoff\":{\"lon\":121.32161,\"lat\":31.19647,\"name\":\"b\"},"
                + "\"pickupAt\":\"2026-11-23T02:30:00Z\",\"passengers\":" + passengers
                + ",\"vehicleClass\":\"SEDAN\"}";
    }

    @ParameterizedTest
    @CsvSource({"Basic x", "Bearer wrong", "''"})
    void without_the_shared_token_nobody_orders(String authorization) throws Exception {
        String path = "/carservice/v1/orders/" + UUID.randomUUID();
        HttpResponse<String> answer = authorization.isEmpty()
                ? call(city.httpPort(), "GET", path, null)
                : call(city.httpPort(), "GET", path, null, "Authorization", authorization);

        assertEquals(401, answer.statusCode());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("content-type").orElse(""));
    }

    @Test
    void the_feed_is_open_and_answers_304_to_the_tag_it_gave() throws Exception {
        HttpResponse<String> discovery = call(city.httpPort(), "GET", "/gbfs/gbfs.json", null);
        String url = "";
        for (JsonNode feed : json(discovery).path("data").path("feeds")) {
            url = feed.path("name").asText().equals("station_information")
                    ? feed.path("url").asText()
                    : url;
        }
        assertTrue(url.startsWith("http://127.0.0.1:" + city.httpPort()), url);
        String path = URI.create(url).getPath();
        HttpResponse<String> first = call(city.httpPort(), "GET", path, null);
        assertEquals(200, first.statusCode());
        String tag = first.headers().firstValue("etag").orElseThrow();

        HttpResponse<String> second = call(city.httpPort(), "GET", path, null, "If-None-Match", tag);

        assertEquals(304, second.statusCode());
        assertEquals("", second.body());
        assertEquals(
                404, call(city.httpPort(), "GET", "/gbfs/nothing.json", null).statusCode());
    }

    @Test
    void the_same_order_gets_the_same_answer_and_another_under_its_id_is_refused() throws Exception {
        UUID id = UUID.randomUUID();
        HttpResponse<String> first = partner("POST", "/carservice/v1/orders", order(id, 2));
        HttpResponse<String> again = partner("POST", "/carservice/v1/orders", order(id, 2));

        assertTrue(first.statusCode() == 200 || first.statusCode() == 202);
        assertEquals(json(first).path("orderId"), json(again).path("orderId"));
        // One that is answered late may have been answered between the two.
        if (first.statusCode() == 200) {
            assertEquals(json(first).path("driver"), json(again).path("driver"));
        }
        assertEquals(409, partner("POST", "/carservice/v1/orders", order(id, 3)).statusCode());
        assertEquals(204, partner("DELETE", "/carservice/v1/orders/" + id, null).statusCode());
        assertEquals(
                "CANCELLED",
                json(partner("GET", "/carservice/v1/orders/" + id, null))
                        .path("status")
                        .asText());
        assertEquals(
                404,
                partner("GET", "/carservice/v1/orders/" + UUID.randomUUID(), null)
                        .statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | not a JSON object",
                "{ | not JSON",
                "{} | /orderId",
                "{\"orderId\":\"7\"} | /orderId",
                "{\"holdId\":\"7\"} | /orderId"
            })
    void a_body_that_cannot_be_used_is_refused_by_field(String body, String named) throws Exception {
        HttpResponse<String> answer = partner("POST", "/carservice/v1/orders", body.trim());

        assertEquals(400, answer.statusCode());
        assertTrue(json(answer).path("detail").asText().contains(named.trim()), answer.body());
    }

    @Test
    void a_partner_that_is_out_of_order_answers_503_and_the_others_go_on() throws Exception {
        assertEquals(
                200,
                world("POST", "/world/partners/carshare/outage", "{\"seconds\":3600}")
                        .statusCode());

        assertEquals(
                503,
                partner("GET", "/carshare/v1/holds/" + UUID.randomUUID(), null).statusCode());
        assertEquals(200, call(city.httpPort(), "GET", "/gbfs/gbfs.json", null).statusCode());
        assertEquals(
                404,
                world("POST", "/world/partners/nobody/outage", "{\"seconds\":1}")
                        .statusCode());
    }

    @Test
    void the_world_opens_a_door_drains_a_battery_and_breaks_a_pile() throws Exception {
        assertTrue(json(world("POST", "/world/cars/" + CAR + "/door", "{\"open\":true}"))
                .path("doorsOpen")
                .asBoolean());
        service.await("T000001", "report", "door open", m -> m.text("doors").equals("OPEN"));
        assertTrue(!json(world("POST", "/world/cars/T000001/door", "{\"open\":false}"))
                .path("doorsOpen")
                .asBoolean());
        world("POST", "/world/cars/" + CAR + "/soc", "{\"percent\":12}");
        service.await(
                "T000001", "report", "low", m -> m.json().get("socPercent").asDouble() == 12.0);
        world("POST", "/world/piles/P00001/fault", "{\"connector\":1,\"status\":\"INOPERATIVE\",\"error\":\"rain\"}");
        assertEquals(
                "rain",
                service.await(
                                "P00001",
                                "status",
                                "broken",
                                m -> m.text("status").equals("INOPERATIVE"))
                        .text("error"));
        world("POST", "/world/piles/P00001/repair", "{}");
        assertEquals(
                "AVAILABLE",
                json(world("GET", "/world/piles/P00001", null))
                        .path("connectors")
                        .path(0)
                        .path("status")
                        .asText());

        assertEquals(400, world("POST", "/world/cars/" + CAR + "/rent", "{}").statusCode());
        assertTrue(json(world("POST", "/world/roads/E017-/jam", "{\"kmh\":7}"))
                .path("jammed")
                .asBoolean());
        assertEquals(404, world("GET", "/world/roads/E9999", null).statusCode());
        assertEquals(400, world("POST", "/world/roads/E017-/jam", "{\"kmh\":0}").statusCode());
        assertEquals(404, world("GET", "/world/cars/nobody", null).statusCode());
        assertEquals(
                400,
                world("POST", "/world/cars/" + CAR + "/soc", "{\"percent\":200}")
                        .statusCode());
    }

    @Test
    void a_terminal_that_was_cut_off_delivers_everything_afterwards() throws Exception {
        int connects = service.connects();
        world("POST", "/world/cars/" + CAR + "/cut", "{\"seconds\":1}");
        world("POST", "/world/cars/" + CAR + "/soc", "{\"percent\":33}");
        world("POST", "/world/cars/" + CAR + "/soc", "{\"percent\":34}");
        assertTrue(json(world("GET", "/world/cars/" + CAR, null)).path("unsent").asInt() >= 2);

        service.awaitConnects(connects + 1);
        service.await(
                "T000001", "report", "first", m -> m.json().get("socPercent").asDouble() == 33.0);
        service.await(
                "T000001", "report", "second", m -> m.json().get("socPercent").asDouble() == 34.0);
    }

    @Test
    void a_terminal_that_reboots_counts_anew_under_a_greater_boot_number_and_loses_nothing() throws Exception {
        JsonNode before =
                service.await("T000001", "report", "any report", m -> true).json();
        int connects = service.connects();
        world("POST", "/world/cars/" + CAR + "/soc", "{\"percent\":41}");
        world("POST", "/world/cars/" + CAR + "/reboot", "{\"seconds\":20}");
        world("POST", "/world/cars/" + CAR + "/soc", "{\"percent\":42}");

        service.awaitConnects(connects + 1);
        JsonNode after = service.await(
                        "T000001",
                        "report",
                        "the first report of the new run",
                        m -> m.json().path("boot").asLong()
                                > before.path("boot").asLong())
                .json();
        assertEquals(1, after.path("seq").asLong());
        assertEquals(42.0, after.path("socPercent").asDouble());
        service.await(
                "T000001",
                "report",
                "what was said before",
                m -> m.json().path("socPercent").asDouble() == 41.0);
    }

    @Test
    void a_partners_manners_can_be_changed_so_that_every_call_is_answered_late_or_declined() throws Exception {
        String manners = "/world/partners/carservice/manners";
        assertEquals(
                200,
                world("POST", manners, "{\"latePercent\":0,\"declinedPercent\":100}")
                        .statusCode());
        assertEquals(
                "DECLINED",
                json(partner("POST", "/carservice/v1/orders", order(UUID.randomUUID(), 1)))
                        .path("status")
                        .asText());
        world("POST", manners, "{\"latePercent\":100,\"declinedPercent\":0}");
        assertEquals(
                202,
                partner("POST", "/carservice/v1/orders", order(UUID.randomUUID(), 1))
                        .statusCode());
        assertEquals(
                200,
                world("POST", manners, "{\"latePercent\":10,\"declinedPercent\":3}")
                        .statusCode());
        assertEquals(
                400,
                world("POST", manners, "{\"latePercent\":101,\"declinedPercent\":3}")
                        .statusCode());
        assertEquals(404, world("POST", "/world/partners/gbfs/manners", "{}").statusCode());
    }
}
