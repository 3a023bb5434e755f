package org.twinloop.trip;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.selfDrive;
import static org.twinloop.trip.TestCity.submit;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;

/** A trip changes its time or its option, is asked for in somebody's name, costs a fee, and is confirmed afterwards. */
@QuarkusTest
class TripChangeApiTest extends MondayMorning {
    private static final int TONIGHT_MINUTES = 630;
    private static final int SOON_MINUTES = 10;
    private static final int LATER_MINUTES = 150;

    private final UUID trip = Ids.next();

    @Test
    void a_car_is_kept_longer_when_nobody_has_it_next_and_the_same_call_changes_nothing_more() throws SQLException {
        Instant until = book(SOON_MINUTES, "BOOKED");
        int held = as("wang").get("/api/v1/trips/" + trip).path("heldFen");
        UUID change = Ids.next();

        extend(change, until.plus(Duration.ofMinutes(40)))
                .statusCode(200)
                .body("state", equalTo("BOOKED"))
                .body("until", equalTo(until.plus(Duration.ofMinutes(40)).toString()))
                .body("heldFen", greaterThan(held));

        extend(change, until.plus(Duration.ofMinutes(40))).statusCode(200);
        extend(change, until.plus(Duration.ofMinutes(50))).statusCode(409).body("type", equalTo("/problems/conflict"));
        assertEquals(List.of("1"), rows("select count(*) from trip.change where trip_id = ?", trip));
        assertEquals(
                List.of(String.valueOf(held())),
                rows(
                        "select sum(h.amount_fen) from ledger.transfer h where h.trip_id = ? and h.kind = 'HOLD' and "
                                + "not exists (select from ledger.transfer v where v.hold_id = h.id)",
                        trip));
    }

    @Test
    void a_change_against_the_next_hold_is_refused_and_leaves_everything_as_it_was() throws SQLException {
        Instant until = book(SOON_MINUTES, "BOOKED");
        Instant next = until.plus(Duration.ofMinutes(30));
        update("insert into vehicle.reservation (id, vehicle_id, trip_leg_id, starts_at, ends_at, blocked, state) "
                + "select '" + Ids.next() + "', vehicle_id, '" + Ids.next() + "', '" + next + "', '"
                + next.plusSeconds(3_600) + "', tstzrange('" + next + "', '" + next.plusSeconds(3_600)
                + "'), 'FIRM' from trip.booking where trip_id = '" + trip + "' and kind = 'CAR'");
        int held = held();

        extend(Ids.next(), until.plus(Duration.ofMinutes(40)))
                .statusCode(409)
                .body("type", equalTo("/problems/already-reserved"));

        as("wang")
                .get("/api/v1/trips/" + trip)
                .then()
                .body("until", equalTo(until.toString()))
                .body("heldFen", is(held));
    }

    @Test
    void of_a_longer_ride_and_the_next_booking_of_the_car_exactly_one_wins() throws SQLException {
        TestCity.onlyCar(selfDrive(city.plan("wang", "PL-G01", "PL-G03", SOON_MINUTES, 2), "OURS"));
        ValidatableResponse later = city.plan("he", "PL-G01", "PL-G03", LATER_MINUTES, 2);
        Map<String, Object> next = selfDrive(later, "OURS");
        ValidatableResponse soon = city.plan("wang", "PL-G01", "PL-G03", SOON_MINUTES, 2);
        Map<String, Object> now = selfDrive(soon, "OURS");
        assertEquals(TestCity.plate(now), TestCity.plate(next), "both are offered the only car");
        submit("wang", trip, request(soon, now)).statusCode(201).body("state", equalTo("BOOKED"));
        UUID other = Ids.next();
        Map<String, Object> wish = request(later, next);
        Instant until = city.now().plus(Duration.ofMinutes(LATER_MINUTES + 10));

        CompletableFuture<Integer> longer = CompletableFuture.supplyAsync(
                () -> extend(Ids.next(), until).extract().statusCode());
        CompletableFuture<Integer> booked = CompletableFuture.supplyAsync(
                () -> submit("he", other, wish).extract().statusCode());

        List<Integer> answers = List.of(longer.join(), booked.join());
        assertEquals(1, answers.stream().filter(status -> status < 300).count(), answers::toString);
        assertEquals(1, answers.stream().filter(status -> status == 409).count(), answers::toString);
        assertEquals(
                List.of("0"),
                rows("select count(*) from vehicle.reservation a join vehicle.reservation b on a.id < b.id "
                        + "and a.vehicle_id = b.vehicle_id and a.blocked && b.blocked"));
    }

    @Test
    void small_changes_of_an_approved_trip_stand_until_together_they_leave_what_was_approved() throws SQLException {
        Instant until = book(TONIGHT_MINUTES, "SUBMITTED");
        decide("APPROVE").statusCode(200).body("state", equalTo("BOOKED"));

        extend(Ids.next(), until.plus(Duration.ofMinutes(5))).statusCode(200).body("state", equalTo("BOOKED"));
        extend(Ids.next(), until.plus(Duration.ofMinutes(40)))
                .statusCode(200)
                .body("state", equalTo("SUBMITTED"))
                .body("approval.round", is(2))
                .body("approval.decision", nullValue());

        decide("APPROVE")
                .statusCode(200)
                .body("state", equalTo("BOOKED"))
                .body("legs.bookings.flatten().state", everyItem(equalTo("FIRM")));
    }

    @Test
    void a_returned_request_is_amended_and_sent_again_under_its_own_id() throws SQLException {
        book(TONIGHT_MINUTES, "SUBMITTED");
        decide("RETURN").statusCode(200).body("state", equalTo("RETURNED"));
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", SOON_MINUTES, 2);

        change(
                        "wang",
                        Ids.next(),
                        Map.of(
                                "planId", plan.extract().path("id"),
                                "optionId", selfDrive(plan, "OURS").get("id"),
                                "purpose", Map.of("category", "MEETING", "text", "改在白天参加协调会"),
                                "reason", "按退回意见改在白天"))
                .statusCode(200)
                .body("state", equalTo("BOOKED"))
                .body("purpose.text", equalTo("改在白天参加协调会"))
                .body("closedReason", nullValue())
                .body("legs.bookings.flatten().state", everyItem(equalTo("FIRM")));
        as("wang").get("/api/v1/trips/" + trip).then().body("heldFen", greaterThan(0));
    }

    @Test
    void whoever_was_entrusted_books_in_the_travellers_name_and_both_names_are_shown() throws SQLException {
        ValidatableResponse plan = city.plan("he", "PL-G01", "PL-G03", SOON_MINUTES, 2);
        Map<String, Object> body = request(plan, selfDrive(plan, "OURS"));
        body.put("travellerId", id("wang"));
        submit("he", trip, body).statusCode(403).body("type", equalTo("/problems/not-entrusted"));
        entrust("wang", "he");

        submit("he", trip, body)
                .statusCode(201)
                .body("state", equalTo("BOOKED"))
                .body("traveller.nameZh", equalTo("王建国"))
                .body("bookedBy.nameZh", equalTo("何晓燕"));

        as("wang").get("/api/v1/trips/" + trip).then().statusCode(200).body("bookedBy.nameZh", equalTo("何晓燕"));
        update("delete from identity.delegation");
    }

    @Test
    void giving_a_booked_trip_up_late_costs_what_was_told_before() throws SQLException {
        book(SOON_MINUTES, "BOOKED");
        String list = rows("select price_list_id from trip.booking where trip_id = ? and kind = 'CAR'", trip)
                .get(0);
        terms("terms || '{\"cancel\": {\"freeMinutes\": 30, \"feeFen\": 500, \"noShowFen\": 900}}'", list);
        try {
            as("wang")
                    .get("/api/v1/trips/" + trip + "/cancel-terms")
                    .then()
                    .statusCode(200)
                    .body("feeFen", is(500))
                    .body("noShowFeeFen", is(900));

            as("wang")
                    .contentType("application/json")
                    .body(Map.of("reason", "会议取消"))
                    .post("/api/v1/trips/" + trip + "/cancel")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("CANCELLED"))
                    .body("feeFen", is(500))
                    .body("heldFen", is(0));
        } finally {
            terms("terms - 'cancel'", list);
        }
        assertEquals(
                List.of("500"),
                rows(
                        "select p.amount_fen from ledger.transfer p join ledger.transfer h on h.id = p.hold_id "
                                + "where h.trip_id = ? and p.kind = 'POST'",
                        trip));
    }

    @Test
    void whoever_could_not_get_the_car_owes_nothing() throws SQLException {
        book(SOON_MINUTES, "BOOKED");
        String car = rows("select vehicle_id from trip.booking where trip_id = ? and kind = 'CAR'", trip)
                .get(0);
        String list = rows("select price_list_id from trip.booking where trip_id = ? and kind = 'CAR'", trip)
                .get(0);
        String from =
                rows("select window_from from trip.trip where id = ?", trip).get(0);
        terms("terms || '{\"cancel\": {\"freeMinutes\": 30, \"feeFen\": 500, \"noShowFen\": 900}}'", list);
        UUID other = Ids.next();
        try {
            city.pass(Duration.ofMinutes(SOON_MINUTES));
            cancelTerms(500, 900);
            update("insert into vehicle.reservation (id, vehicle_id, trip_leg_id, starts_at, ends_at, blocked, state, "
                    + "used_from, released_at) values ('" + other + "', '" + car + "', '" + Ids.next() + "', '"
                    + from + "'::timestamptz - interval '1 hour', '" + from + "'::timestamptz - interval '20 minutes', "
                    + "'empty', 'RELEASED', '" + from + "'::timestamptz - interval '1 hour', '" + from
                    + "'::timestamptz + interval '1 minute')");
            cancelTerms(0, 0);
        } finally {
            update("delete from vehicle.reservation where id = '" + other + "'");
            terms("terms - 'cancel'", list);
        }
    }

    @Test
    void a_late_change_that_has_to_be_decided_does_not_make_giving_up_free() throws SQLException {
        Instant until = book(TONIGHT_MINUTES, "SUBMITTED");
        decide("APPROVE").statusCode(200).body("state", equalTo("BOOKED"));
        String list = rows("select price_list_id from trip.booking where trip_id = ? and kind = 'CAR'", trip)
                .get(0);
        terms("terms || '{\"cancel\": {\"freeMinutes\": 720, \"feeFen\": 500, \"noShowFen\": 900}}'", list);
        try {
            extend(Ids.next(), until.plus(Duration.ofMinutes(60))).body("state", equalTo("SUBMITTED"));
            cancelTerms(500, 0);

            as("wang")
                    .contentType("application/json")
                    .body(Map.of("reason", "会议取消"))
                    .post("/api/v1/trips/" + trip + "/withdraw")
                    .then()
                    .statusCode(200)
                    .body("phase", equalTo("WITHDRAWN"))
                    .body("feeFen", is(500));
        } finally {
            terms("terms - 'cancel'", list);
        }
    }

    private void cancelTerms(int fee, int noShow) {
        as("wang")
                .get("/api/v1/trips/" + trip + "/cancel-terms")
                .then()
                .statusCode(200)
                .body("feeFen", is(fee))
                .body("noShowFeeFen", is(noShow));
    }

    @Test
    void a_disputed_trip_is_not_archived_until_the_traveller_confirms_it() throws SQLException {
        book(SOON_MINUTES, "BOOKED");
        say("CONFIRM", null).statusCode(409).body("type", equalTo("/problems/wrong-state"));
        String now = city.now().toString();
        update("update trip.trip set state = 'SETTLED', started_at = '" + now + "', ended_at = '" + now
                + "', receipt_fen = 100 where id = '" + trip + "'");
        say("DISPUTE", null).statusCode(400);
        say("DISPUTE", "车位被占，多停十分钟").statusCode(200).body("confirmation.how", equalTo("DISPUTED"));
        dueNow();
        assertEquals(List.of("SETTLED"), rows("select state from trip.trip where id = ?", trip));

        say("CONFIRM", "已核实").statusCode(200).body("confirmation.how", equalTo("TRAVELLER"));
        dueNow();

        as("wang").get("/api/v1/trips/" + trip).then().body("phase", equalTo("ARCHIVED"));
    }

    /** The day of archiving has come; waits until its timer was taken. */
    private void dueNow() throws SQLException {
        String timer = Ids.next().toString();
        update("delete from trip.timer where trip_id = '" + trip + "'");
        update("insert into trip.timer (id, trip_id, unit_id, kind, due_at) select '" + timer
                + "', id, unit_id, 'ARCHIVING', '" + city.now() + "' from trip.trip where id = '" + trip + "'");
        org.awaitility.Awaitility.await("the timer goes off")
                .atMost(Duration.ofSeconds(90))
                .until(() -> rows("select id from trip.timer where id = '" + timer
                                        + "' and (done_at is not null or due_at > '" + city.now() + "')")
                                .size()
                        == 1);
    }

    /** A published list is not edited by anybody; the owner of the schema sets the rule aside for the test. */
    private static void terms(String expression, String list) throws SQLException {
        update("alter table pricing.price_list disable trigger user");
        update("update pricing.price_list set terms = " + expression + " where id = '" + list + "'");
        update("alter table pricing.price_list enable trigger user");
        update("update pricing.edition set token = gen_random_uuid()");
    }

    private Instant book(int minutes, String state) {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", minutes, 2);
        String until = submit("wang", trip, request(plan, selfDrive(plan, "OURS")))
                .statusCode(201)
                .body("state", equalTo(state))
                .extract()
                .path("until");
        return Instant.parse(until);
    }

    private int held() {
        return as("wang").get("/api/v1/trips/" + trip).path("heldFen");
    }

    private ValidatableResponse extend(UUID change, Instant until) {
        return change("wang", change, Map.of("until", until.toString(), "reason", "会议延长"));
    }

    private ValidatableResponse change(String login, UUID change, Map<String, Object> body) {
        return as(login)
                .contentType("application/json")
                .body(body)
                .put("/api/v1/trips/" + trip + "/changes/" + change)
                .then();
    }

    private ValidatableResponse decide(String decision) {
        return as("zhou")
                .contentType("application/json")
                .body(Map.of("decision", decision, "reason", "按规定"))
                .post("/api/v1/trips/" + trip + "/decision")
                .then();
    }

    private ValidatableResponse say(String verdict, String statement) {
        return as("wang")
                .contentType("application/json")
                .body(
                        statement == null
                                ? Map.of("verdict", verdict)
                                : Map.of("verdict", verdict, "statement", statement))
                .post("/api/v1/trips/" + trip + "/confirmation")
                .then();
    }

    private void entrust(String from, String to) {
        as(from).contentType("application/json")
                .body(Map.of(
                        "kind", "BOOK",
                        "toPersonId", id(to),
                        "from", city.now().toString(),
                        "until", city.now().plus(Duration.ofDays(2)).toString(),
                        "reason", "由秘书代为申请"))
                .put("/api/v1/delegations/" + Ids.next())
                .then()
                .statusCode(200);
    }

    private static String id(String login) {
        return as(login).get("/api/v1/me").path("id");
    }

    private static void update(String statement) throws SQLException {
        try (var owner = TestCity.owner();
                var sql = owner.createStatement()) {
            sql.executeUpdate(statement);
        }
    }
}
