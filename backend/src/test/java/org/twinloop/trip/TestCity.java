package org.twinloop.trip;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.twinloop.common.CityClock;
import org.twinloop.common.CityTime;
import org.twinloop.common.Ids;
import org.twinloop.common.SystemTime;

/** The sample city for tests: its clock stands still, its cars and piles have just reported, its people sign in. */
public final class TestCity {
    /** Much less than the life of a token, and more than that of a test. */
    private static final Duration TOKEN_KEPT = Duration.ofMinutes(5);

    private static final Map<String, Token> TOKENS = new ConcurrentHashMap<>();

    private record Token(String text, Instant since) {
        boolean isFresh() {
            return SystemTime.now().isBefore(since.plus(TOKEN_KEPT));
        }
    }

    private final CityClock clock;

    public TestCity(CityClock clock) {
        this.clock = clock;
    }

    /** Waits for the sample city to stand. */
    public static void ready() {
        Awaitility.await("the sample city")
                .atMost(Duration.ofSeconds(240))
                .pollDelay(Duration.ZERO)
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    /** Stops the clock at a Shanghai time; every car stands locked and full, every pile is free, all just heard of. */
    public void at(String local) throws SQLException {
        Instant now = LocalDateTime.parse(local).atZone(CityTime.ZONE).toInstant();
        clock.pretend(Optional.of(now));
        try (Connection owner = owner()) {
            free(owner, now);
            report(owner, now);
        }
    }

    /** What earlier tests booked and left behind is nobody's any more. */
    private static void free(Connection owner, Instant now) throws SQLException {
        try (Statement sql = owner.createStatement()) {
            for (String table : List.of("vehicle.reservation", "vehicle.bay_reservation", "charging.reservation")) {
                sql.execute("update " + table + " set blocked = 'empty', expires_at = null, released_at = "
                        + "coalesce(released_at, '" + now + "'), state = case when state in ('HELD', 'FIRM') "
                        + "then 'RELEASED' else state end where not isempty(blocked)");
            }
        }
    }

    private static void report(Connection owner, Instant now) throws SQLException {
        String at = "'" + now + "'::timestamptz";
        try (Statement sql = owner.createStatement()) {
            sql.execute("update vehicle.newest_state set event_time = " + at + ", received_at = " + at
                    + ", position_at = " + at + ", speed_kmh = 0, locked = true, doors_open = false, charging = false, "
                    + "soc_percent = greatest(soc_percent, 80)");
            sql.execute("insert into charging.newest_status (connector_no, event_time, boot, seq, received_at, status, "
                    + "since) select connector_no, " + at + ", 1, 1, " + at + ", 'AVAILABLE', " + at
                    + " from charging.connector on conflict (connector_no) do update set event_time = "
                    + "excluded.event_time, received_at = excluded.received_at, status = 'AVAILABLE'");
        }
    }

    /** Of all cars only this one can be had: every other stands unlocked until the next {@link #at}. */
    static void onlyCar(Map<String, Object> option) throws SQLException {
        try (Connection owner = owner();
                PreparedStatement sql = owner.prepareStatement("update vehicle.newest_state set locked = false "
                        + "where vehicle_no <> (select vehicle_no from vehicle.vehicle where plate = ?)")) {
            sql.setObject(1, plate(option));
            sql.executeUpdate();
        }
    }

    static Object plate(Map<String, Object> option) {
        return ((Map<?, ?>) option.get("vehicle")).get("plate");
    }

    public void pass(Duration time) {
        clock.pretend(Optional.of(clock.now().plus(time)));
    }

    public Instant now() {
        return clock.now();
    }

    public void release() {
        clock.pretend(Optional.empty());
    }

    public static Connection owner() throws SQLException {
        var config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.flyway.username", String.class),
                config.getOptionalValue("quarkus.flyway.password", String.class).orElse(""));
    }

    /** The first column of the answer, as text. */
    public static List<String> rows(String query, Object... parameters) throws SQLException {
        try (Connection owner = owner();
                PreparedStatement sql = owner.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                sql.setObject(i + 1, parameters[i]);
            }
            List<String> found = new ArrayList<>();
            try (ResultSet rows = sql.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }

    /** Takes rows away again, by their ids. */
    public static void delete(String table, List<String> ids) throws SQLException {
        rows(
                "delete from " + table + " where id = any (string_to_array(?, ',')::uuid[]) returning id",
                String.join(",", ids));
    }

    public static RequestSpecification as(String login) {
        return given().header("Authorization", "Bearer " + token(login)).header("Accept-Language", "en");
    }

    static String token(String login) {
        return TOKENS.compute(
                        login,
                        (who, known) ->
                                known != null && known.isFresh() ? known : new Token(signIn(who), SystemTime.now()))
                .text();
    }

    private static String signIn(String login) {
        return given().contentType("application/json")
                .body(Map.of("login", login, "password", "twinloop-demo", "client", "APP"))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
    }

    /** Asks for options; the departure is so many minutes from now. */
    public ValidatableResponse plan(String login, String from, String to, int minutesAhead, int passengers) {
        return plan(
                login,
                Map.of(
                        "id", Ids.next(),
                        "from", Map.of("placeId", from),
                        "to", Map.of("placeId", to),
                        "departAt", now().plus(Duration.ofMinutes(minutesAhead)).toString(),
                        "passengers", passengers));
    }

    ValidatableResponse plan(String login, Map<String, Object> body) {
        return as(login)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/trip-plans")
                .then();
    }

    /** A self-drive option of the plan whose car has this calendar. */
    public static Map<String, Object> selfDrive(ValidatableResponse plan, String calendar) {
        List<Map<String, Object>> options = plan.extract().path("options");
        return options.stream()
                .filter(option -> "EV".equals(option.get("mode")))
                .filter(option -> calendar.equals(((Map<?, ?>) option.get("vehicle")).get("calendar")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no self-drive option with calendar " + calendar + " in "
                        + plan.extract().asString()));
    }

    static Map<String, Object> option(ValidatableResponse plan, String mode) {
        List<Map<String, Object>> options = plan.extract().path("options");
        return options.stream()
                .filter(option -> mode.equals(option.get("mode")))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no " + mode + " in " + plan.extract().asString()));
    }

    /** A request for two, as a phone would send it. */
    public static Map<String, Object> request(ValidatableResponse plan, Map<String, Object> option) {
        Map<String, Object> body = new HashMap<>();
        body.put("planId", plan.extract().path("id"));
        body.put("optionId", option.get("id"));
        body.put("purpose", Map.of("category", "MEETING", "text", "参加虹桥枢纽协调会"));
        body.put("passengers", List.of(Map.of("name", "王建国"), Map.of("name", "赵敏")));
        body.put("costCentre", "GOA-01-30239-2026");
        body.put("emergency", false);
        return body;
    }

    public static ValidatableResponse submit(String login, UUID tripId, Map<String, Object> body) {
        return as(login)
                .contentType("application/json")
                .body(body)
                .put("/api/v1/trips/" + tripId)
                .then();
    }

    /** Asks until the trip has come to a state; timers and watchers run by themselves, those of earlier tests first. */
    public static void await(String login, UUID tripId, String state) {
        Awaitility.await("trip " + tripId + " " + state)
                .atMost(Duration.ofSeconds(180))
                .pollDelay(Duration.ZERO)
                .until(
                        () -> as(login)
                                .get("/api/v1/trips/" + tripId)
                                .then()
                                .statusCode(200)
                                .extract()
                                .<String>path("state"),
                        state::equals);
    }

    /** The first event of a stream, as it comes over the wire. */
    static String firstEvent(String login, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
                .header("Authorization", "Bearer " + token(login))
                .header("Accept", "text/event-stream")
                .timeout(Duration.ofSeconds(90))
                .build();
        try (var lines = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofLines())
                .body()) {
            return lines.limit(2).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while reading " + path, e);
        }
    }
}
