package org.twinloop.console;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.twinloop.common.CityClock;

/** The fleet desk's views over the sample city. */
@QuarkusTest
class ConsoleApiTest {

    @Inject
    CityClock clock;

    @BeforeEach
    void ready() {
        Awaitility.await("the sample city")
                .atMost(Duration.ofSeconds(90))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @AfterEach
    void letTheClockRun() {
        clock.pretend(Optional.empty());
    }

    @Test
    void counts_by_state_add_up_to_the_total() {
        JsonPath overview = get("li", "/console/overview");
        assertEquals(312, overview.getInt("vehicles.total"));
        assertEquals(312, sum(overview, "vehicles.byState"));
        assertEquals(overview.getInt("piles.total"), sum(overview, "piles.byStatus"));
        assertTrue(overview.getInt("piles.total") >= 400, "every pile has a connector");
    }

    @Test
    void what_was_heard_long_ago_counts_as_unknown_and_never_as_free() {
        Instant later = Instant.now().plus(Duration.ofDays(400));
        clock.pretend(Optional.of(later));
        JsonPath overview = Awaitility.await("a picture of the pretended time")
                .atMost(Duration.ofSeconds(90))
                .until(
                        () -> get("li", "/console/overview"),
                        seen -> !Instant.parse(seen.getString("at")).isBefore(later.minusSeconds(1)));
        assertEquals(overview.getInt("piles.total"), overview.getInt("piles.byStatus.UNKNOWN"));
        assertEquals(312, overview.getInt("vehicles.byState.UNKNOWN"));
        assertEquals(0, overview.getInt("piles.byStatus.AVAILABLE"));
        assertEquals(0, overview.getInt("vehicles.byState.PARKED"));
    }

    @Test
    void a_vehicle_administrator_sees_no_car_that_another_unit_retains() {
        int all = get("li", "/console/overview").getInt("vehicles.total");
        int own = get("sun", "/console/overview").getInt("vehicles.total");
        assertTrue(own > 0 && own < all, own + " of " + all);
    }

    @Test
    void travellers_finance_and_partners_have_no_fleet_desk() {
        for (String login : new String[] {"wang", "chen", "partner-evc"}) {
            for (String view : new String[] {"overview", "vehicles", "stream"}) {
                given().auth()
                        .oauth2(token(login))
                        .get("/api/v1/console/" + view)
                        .then()
                        .statusCode(403)
                        .body("type", equalTo("/problems/not-allowed"));
            }
        }
    }

    @Test
    @Timeout(180)
    void a_stream_tells_the_counts_and_where_the_cars_are() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + RestAssured.port + "/api/v1/console/stream"))
                .header("Authorization", "Bearer " + token("li"))
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<InputStream> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, answer.statusCode());
        // Reading a body does not heed the interrupt of a time-out.
        CompletableFuture.delayedExecutor(170, TimeUnit.SECONDS).execute(() -> closed(answer.body()));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            JsonPath overview = event(lines, "overview");
            assertEquals(312, overview.getInt("vehicles.total"));
            Instant first = Instant.parse(overview.getString("at"));
            Instant second = first;
            while (!second.isAfter(first)) {
                second = Instant.parse(event(lines, "overview").getString("at"));
            }
            assertTrue(Duration.between(first, second).toMinutes() < 10, "it goes on telling");
        }
    }

    private static void closed(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonPath event(BufferedReader lines, String name) throws Exception {
        String line = lines.readLine();
        while (!("event:" + name).equals(line)) {
            assertNotNull(line, "the stream has ended before it told of " + name);
            line = lines.readLine();
        }
        return JsonPath.from(lines.readLine().substring("data:".length()));
    }

    private static int sum(JsonPath overview, String path) {
        Map<String, Integer> counts = overview.getMap(path);
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static JsonPath get(String login, String path) {
        return given().auth()
                .oauth2(token(login))
                .get("/api/v1" + path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static String token(String login) {
        return given().contentType("application/json")
                .body(Map.of("login", login, "password", "twinloop-demo", "client", "APP"))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
    }
}
