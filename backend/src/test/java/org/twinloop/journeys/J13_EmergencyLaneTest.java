package org.twinloop.journeys;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.selfDrive;
import static org.twinloop.trip.TestCity.submit;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;
import org.twinloop.device.command.Commands;
import org.twinloop.trip.MondayMorning;
import org.twinloop.trip.TestCity;

/**
 * J13: a burst main on a Monday at ten. Wang leaves at once; who decides is asked meanwhile, and the reason is due by
 * 18:00 of the next working day. Since a working day has to pass, the clock of this journey stands and is moved by
 * hand; the car's word is put where telemetry puts it.
 */
@QuarkusTest
class J13_EmergencyLaneTest extends MondayMorning {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Instant DUE = Instant.parse("2026-11-24T10:00:00Z");
    private static final String FINDING = "items.find { it.tripId == '%s' && it.rule == 'PR-07' }";

    @Inject
    Commands commands;

    private final UUID trip = Ids.next();

    @Test
    void who_leaves_at_once_and_says_why_a_second_before_six_of_the_next_working_day_hears_no_more()
            throws SQLException {
        goes();
        decides("APPROVE").statusCode(200).body("state", equalTo("IN_PROGRESS"));
        comesBack();

        city.pass(Duration.between(city.now(), DUE.minusSeconds(1)));
        explains("夜间抢修爆裂水管，赶赴现场").statusCode(200).body("backfill", equalTo("夜间抢修爆裂水管，赶赴现场"));
        city.pass(Duration.ofHours(1));

        awaitTimer();
        assertEquals(List.of("0"), told("trip.backfill-missing"));
        assertEquals(List.of("0"), told("trip.approval-missing"));
        assertEquals(List.of("1"), told("trip.backfilled"));
        assertEquals(
                List.of(),
                rows("select id from supervision.finding where trip_id = ? and rule = 'PR-07'", trip),
                "nobody is asked anything");
    }

    @Test
    void who_says_nothing_by_six_is_asked_and_people_decide() throws SQLException {
        goes();
        comesBack();
        assertEquals(List.of("0"), told("trip.backfill-missing"));

        city.pass(Duration.between(city.now(), DUE));

        Awaitility.await("the finding")
                .atMost(PATIENCE)
                .untilAsserted(() -> findings("wang")
                        .body(FINDING.formatted(trip) + ".textZh", containsString("请说明"))
                        .body(FINDING.formatted(trip) + ".phase", equalTo("OPEN")));
        message("wang", "trip.backfill-missing", "trip.approval-missing", "supervision.found");
        explains("夜间抢修爆裂水管，赶赴现场").statusCode(200);
        decides("APPROVE").statusCode(409).body("type", equalTo("/problems/wrong-state"));

        String finding = findings("wang").extract().path(FINDING.formatted(trip) + ".id");
        post("wang", "/findings/" + finding + "/statement", Map.of("statement", "当晚断网，次日一早才补录"))
                .statusCode(200)
                .body("phase", equalTo("ANSWERED"));
        post("wu", "/findings/" + finding + "/review", Map.of("outcome", "DISMISSED", "reason", "抢修记录属实"))
                .statusCode(200)
                .body("phase", equalTo("DISMISSED"));
        assertEquals(
                List.of("SETTLED"),
                rows("select state from trip.trip where id = ?", trip),
                "a finding changes nothing about the trip");
    }

    /** In few words and at once; who decides is told, and the car opens without their word. */
    private void goes() throws SQLException {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", 5, 2);
        Map<String, Object> body = request(plan, selfDrive(plan, "OURS"));
        body.put("purpose", Map.of("category", "EMERGENCY_DUTY", "text", "抢修"));
        body.put("emergency", true);
        submit("wang", trip, body)
                .statusCode(201)
                .body("state", equalTo("BOOKED"))
                .body("approval.expiresAt", equalTo(DUE.toString()));
        message("zhou", "trip.submitted");
        as("zhou").get("/api/v1/approvals?limit=200").then().body("items.id", hasItem(trip.toString()));

        UUID command = Ids.next();
        post("wang", "/trips/" + trip + "/unlock", Map.of("assetNo", car("asset_no"), "commandId", command))
                .statusCode(202);
        state("locked = false, odometer_m = 1000000, soc_percent = 80");
        commands.confirmed(car("device_id"), command, city.now()).await().atMost(PATIENCE);
        TestCity.await("wang", trip, "IN_PROGRESS");
    }

    /** Locked in its bay, and plugged in. */
    private void comesBack() throws SQLException {
        city.pass(Duration.ofMinutes(25));
        String bay = "select y.geom::text from trip.booking b join vehicle.bay_reservation r on r.id = b.id "
                + "join vehicle.bay y on y.id = r.bay_id where b.trip_id = ?";
        state("geom = '" + rows(bay, trip).get(0) + "'::geometry, event_time = '" + city.now() + "', position_at = '"
                + city.now() + "', speed_kmh = 0, doors_open = false, locked = true, plugged = true, "
                + "odometer_m = 1012300, soc_percent = 77");
        as("wang").post("/api/v1/trips/" + trip + "/end").then().statusCode(200);
        TestCity.await("wang", trip, "SETTLED");
    }

    private ValidatableResponse decides(String decision) {
        return post("zhou", "/trips/" + trip + "/decision", Map.of("decision", decision, "reason", "同意先行"));
    }

    private ValidatableResponse explains(String reason) {
        return post("wang", "/trips/" + trip + "/backfill", Map.of("reason", reason));
    }

    private static ValidatableResponse findings(String login) {
        return as(login).get("/api/v1/me/findings?limit=200").then().statusCode(200);
    }

    private static ValidatableResponse post(String login, String path, Map<String, Object> body) {
        return as(login)
                .contentType("application/json")
                .body(body)
                .post("/api/v1" + path)
                .then();
    }

    private void message(String login, String... kinds) {
        Awaitility.await(String.join(", ", kinds))
                .atMost(PATIENCE)
                .untilAsserted(() -> as(login)
                        .get("/api/v1/messages?limit=200")
                        .then()
                        .body("items.findAll { it.tripId == '" + trip + "' }.kind", hasItems(kinds)));
    }

    /** The hour has struck for this trip, whatever it found. */
    private void awaitTimer() {
        Awaitility.await("18:00 of the next working day")
                .atMost(PATIENCE)
                .until(() -> rows(
                                        "select id from trip.timer where trip_id = ? and kind = 'BACKFILL_DUE' "
                                                + "and done_at is not null",
                                        trip)
                                .size()
                        == 1);
    }

    private List<String> told(String type) throws SQLException {
        return rows("select count(*) from journal.event where trip_id = ? and type = ?", trip, type);
    }

    private String car(String column) throws SQLException {
        return rows(
                        "select v." + column + " from vehicle.vehicle v join trip.booking b on b.vehicle_id = v.id "
                                + "where b.trip_id = ? and b.kind = 'CAR'",
                        trip)
                .get(0);
    }

    private void state(String set) throws SQLException {
        try (var owner = TestCity.owner();
                var sql = owner.createStatement()) {
            assertEquals(
                    1,
                    sql.executeUpdate(
                            "update vehicle.newest_state set " + set + " where vehicle_no = (select vehicle_no "
                                    + "from vehicle.vehicle where device_id = '" + car("device_id") + "')"));
        }
    }
}
