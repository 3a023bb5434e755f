package org.twinloop.trip.fact;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
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
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.trip.MondayMorning;

/** What the car told of a trip: measured once its reports have settled, again when late ones come. */
@QuarkusTest
class TripFactsTest extends MondayMorning {

    private static final Duration WAIT = Duration.ofSeconds(90);

    /** 36 km/h to the north from the start on, ten seconds a report; opened a step before. */
    private static final String REPORTS =
            "insert into telematics.report (vehicle_no, event_time, boot, seq, received_at, lon, lat, accuracy_m, "
                    + "speed_kmh, odometer_m, soc_percent, doors_open, locked, plugged, charging) "
                    + "select (select vehicle_no from vehicle.vehicle where id = ?), ?::timestamptz + n * interval "
                    + "'10 seconds', 1, n, now(), case when n between 20 and 40 then null else 121.4 end, "
                    + "case when n between 20 and 40 then null else 31.2 + n * 0.0009 end, 5, 36, 1000 + n * 100, "
                    + "80 - n * 0.1, false, n < 0 or n > 60, false, false from generate_series(?, ?) n returning seq";

    @Inject
    Database database;

    @Inject
    LegFacts facts;

    @Inject
    FactSweep sweep;

    private final UUID trip = Ids.next();
    private UUID leg;
    private UUID unit;
    private UUID vehicle;
    private Instant started;

    @BeforeEach
    void a_trip_that_was_ridden() throws SQLException {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", 5, 2);
        submit("wang", trip, request(plan, selfDrive(plan, "OURS"))).statusCode(201);
        leg = id("select leg_id from trip.booking where trip_id = ? and kind = 'CAR'");
        vehicle = id("select vehicle_id from trip.booking where trip_id = ? and kind = 'CAR'");
        unit = id("select unit_id from trip.trip where id = ?");
        rows("delete from trip.fact_due returning leg_id");
        started = clock.now();
        for (String day : List.of("2026-11-22", "2026-11-23")) {
            rows("select telematics.add_day(?::date)", day);
        }
    }

    @AfterEach
    void time_goes_on() throws SQLException {
        rows(
                "delete from telematics.report where vehicle_no = (select vehicle_no from vehicle.vehicle "
                        + "where id = ?) "
                        + "and event_time >= ?::timestamptz - interval '1 hour' returning seq",
                vehicle,
                started.toString());
    }

    @Test
    void facts_are_measured_once_the_reports_have_settled() throws SQLException {
        reports(-3, 63);
        expect();
        assertEquals(0, pass());
        of("wang").body("items", hasSize(0)).body("nextLookAt", notNullValue());

        later(Duration.ofMinutes(31));
        assertEquals(1, pass());
        assertEquals(0, pass(), "once");

        of("wang")
                .body("items", hasSize(1))
                .body("items[0].version", equalTo(1))
                .body("items[0].distance.odometerM", equalTo(6100))
                .body("items[0].distance.rule", equalTo("ODOMETER_SOUND"))
                .body("items[0].distance.chosen", equalTo("ODOMETER"))
                .body("items[0].distance.routeM", equalTo(5800))
                .body("items[0].gaps", hasSize(1))
                .body("items[0].gaps[0].kind", equalTo("NO_POSITION"))
                .body("items[0].gaps[0].odometerM", equalTo(2200))
                .body("items[0].bounds.leftOpen", equalTo(false))
                .body("items[0].bounds.lateLockSeconds", equalTo(0));
        assertEquals(
                List.of("6.1"),
                rows(
                        "select e.body::jsonb -> 'legs' -> 0 ->> 'km' from journal.payload e join journal.event j "
                                + "on j.id = e.event_id where j.trip_id = ? and j.type = 'trip.measured'",
                        trip));
    }

    @Test
    void reports_that_come_late_make_a_further_version_and_change_none() throws SQLException {
        reports(0, 40);
        expect();
        later(Duration.ofMinutes(31));
        assertEquals(1, pass());
        of("wang").body("items[0].distance.odometerM", equalTo(4000));

        later(Duration.ofMinutes(62));
        assertEquals(0, pass(), "nothing new");

        reports(41, 60);
        later(Duration.ofDays(1));
        assertEquals(1, pass());

        of("wang")
                .body("items", hasSize(2))
                .body("items[0].version", equalTo(2))
                .body("items[0].distance.odometerM", equalTo(6000))
                .body("items[1].distance.odometerM", equalTo(4000));

        later(Duration.ofDays(40));
        assertEquals(0, pass());
        assertEquals(List.of("0"), rows("select count(*) from trip.fact_due where trip_id = ?", trip));
    }

    @Test
    void two_instances_write_one_version() throws SQLException {
        reports(0, 60);
        expect();
        later(Duration.ofMinutes(31));
        List<Integer> written = io.smallrye.mutiny.Uni.join()
                .all(sweep.pass(), sweep.pass())
                .andFailFast()
                .await()
                .atMost(WAIT);
        assertEquals(1, written.get(0) + written.get(1));
        assertEquals(List.of("1"), rows("select count(*) from trip.leg_fact where trip_id = ?", trip));
    }

    @Test
    void a_ride_that_another_instance_measures_is_left_alone_until_its_lease_is_over() throws SQLException {
        reports(0, 60);
        expect();
        later(Duration.ofMinutes(31));
        rows("update trip.fact_due set leased_until = now() + interval '1 hour' where leg_id = ? returning 1", leg);
        assertEquals(0, pass());

        rows("update trip.fact_due set leased_until = now() - interval '1 s' where leg_id = ? returning 1", leg);
        assertEquals(1, pass());

        assertEquals(
                List.of("t"),
                rows("select leased_until is null from trip.fact_due where leg_id = ?", leg),
                "given back");
    }

    @Test
    void where_nothing_is_known_what_the_ride_ended_with_is_told_once() throws SQLException {
        expect(7_300L);
        later(Duration.ofMinutes(31));
        pass();
        later(Duration.ofMinutes(92));
        pass();

        assertEquals(List.of("7.3 true NOTHING_KNOWN"), told());
    }

    @Test
    void a_ride_that_is_given_up_is_told_with_what_it_ended_with() throws SQLException {
        expect(7_300L);
        rows("update trip.fact_due set tries = 4, vehicle_id = gen_random_uuid() where leg_id = ? returning 1", leg);
        later(Duration.ofMinutes(31));
        assertEquals(0, pass());
        assertEquals(0, pass());

        assertEquals(List.of("7.3 true NOTHING_KNOWN"), told());
        assertEquals(
                List.of("t"),
                rows("select due_at is null and problem is not null from trip.fact_due where leg_id = ?", leg));
    }

    private List<String> told() throws SQLException {
        return rows(
                "select concat_ws(' ', l ->> 'km', l ->> 'kmMeasured', l ->> 'rule') from journal.payload e "
                        + "join journal.event j on j.id = e.event_id, jsonb_array_elements(e.body::jsonb -> 'legs') l "
                        + "where j.trip_id = ? and j.type = 'trip.measured'",
                trip);
    }

    @Test
    void only_those_who_answer_for_the_trip_see_them() throws SQLException {
        of("wang").body("tripId", equalTo(trip.toString()));
        for (String desk : List.of("li", "chen", "wu")) {
            of(desk).body("tripId", equalTo(trip.toString()));
        }
        get("traveller01").statusCode(404);
    }

    private void expect() {
        expect(null);
    }

    private void expect(Long toldM) {
        RiddenLeg ridden = new RiddenLeg(leg, trip, unit, vehicle, started, started.plusSeconds(600), 5_800);
        database.apart(Scope.SYSTEM, () -> facts.expect(ridden, toldM)).await().atMost(WAIT);
    }

    private int pass() {
        return sweep.pass().await().atMost(WAIT);
    }

    /** So long after the start. */
    private void later(Duration time) {
        clock.pretend(Optional.of(started.plus(time)));
    }

    private void reports(int from, int to) throws SQLException {
        assertEquals(
                to - from + 1,
                rows(REPORTS, vehicle, started.toString(), from, to).size());
    }

    private static ValidatableResponse get(String login, UUID trip) {
        return as(login).get("/api/v1/trips/" + trip + "/facts").then();
    }

    private ValidatableResponse get(String login) {
        return get(login, trip);
    }

    private ValidatableResponse of(String login) {
        return get(login).statusCode(200);
    }

    private UUID id(String query) throws SQLException {
        return UUID.fromString(rows(query, trip).get(0));
    }
}
