package org.twinloop.supervision.night;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
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
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.trip.MondayMorning;

/** A ride that took another way and far more than the model takes, as its car told it. */
@QuarkusTest
class NightRideTest extends MondayMorning {
    private static final Duration WAIT = Duration.ofSeconds(90);
    private static final LocalDate LATER = LocalDate.parse("2026-12-20");

    @Inject
    Database database;

    @Inject
    ChangedRepository changed;

    @Inject
    NightTimer nights;

    private final UUID trip = Ids.next();

    @Test
    void the_ride_is_judged_by_what_its_car_told_and_what_each_rule_said_stands_in_the_chain() throws SQLException {
        aRideElsewhere();

        ask();

        List<String> found = rows("select rule from supervision.finding where trip_id = ? order by 1", trip);
        assertTrue(found.containsAll(List.of("ENERGY", "PR-40", "PR-41")), found.toString());
        assertEquals(
                List.of("COMMUTE PASS", "ENERGY NOTICED", "IDLE PASS", "PR-40 NOTICED", "PR-44 PASS"),
                rows(
                        "select (r ->> 'rule') || ' ' || (r ->> 'said') from supervision.ride_check c, "
                                + "jsonb_array_elements(c.said) r where c.trip_id = ? order by 1",
                        trip));
        ask();
        assertEquals(
                List.of("1"),
                rows(
                        "select count(*) from journal.event e join journal.payload p on p.event_id = e.id "
                                + "where e.trip_id = ? and e.type = 'supervision.checked' "
                                + "and p.body::jsonb ->> 'after' = 'night'",
                        trip),
                "told again only when it changes");
    }

    @Test
    void a_car_that_told_nothing_is_said_to_be_unknown() throws SQLException {
        ridden();

        ask();

        assertEquals(
                List.of("ENERGY UNKNOWN", "IDLE UNKNOWN", "PR-40 UNKNOWN", "PR-44 UNKNOWN"),
                rows(
                        "select (r ->> 'rule') || ' ' || (r ->> 'said') from supervision.ride_check c, "
                                + "jsonb_array_elements(c.said) r where c.trip_id = ? and r ->> 'rule' <> 'COMMUTE' "
                                + "order by 1",
                        trip));
    }

    private void ask() {
        database.apart(Scope.SYSTEM, () -> changed.note(trip, unit(), clock.now()))
                .await()
                .atMost(WAIT);
        nights.changes(LATER).await().atMost(WAIT);
    }

    private UUID unit() {
        try {
            return UUID.fromString(
                    rows("select unit_id from trip.trip where id = ?", trip).get(0));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void ridden() throws SQLException {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", 5, 2);
        submit("wang", trip, request(plan, selfDrive(plan, "OURS")))
                .statusCode(201)
                .body("state", equalTo("BOOKED"));
        String from = clock.now().toString();
        rows(
                "update trip.trip set state = 'ENDED', started_at = ?::timestamptz, ended_at = ?::timestamptz "
                        + "where id = ? returning id",
                from,
                clock.now().plus(Duration.ofMinutes(20)).toString(),
                trip);
        rows(
                "delete from telematics.report r using trip.booking b join vehicle.vehicle v on v.id = b.vehicle_id "
                        + "where b.trip_id = ? and r.vehicle_no = v.vehicle_no and r.event_time >= ?::timestamptz "
                        + "returning seq",
                trip,
                from);
    }

    /** A report a minute, 20 km off; 12 km on the odometer take 40 points of the charge. */
    private void aRideElsewhere() throws SQLException {
        ridden();
        Instant from = clock.now();
        rows("select telematics.add_day((?::timestamptz at time zone 'UTC')::date)", from.toString());
        rows(
                "insert into telematics.report (vehicle_no, event_time, boot, seq, received_at, lon, lat, speed_kmh, "
                        + "odometer_m, soc_percent, doors_open, locked, plugged, charging) "
                        + "select v.vehicle_no, ?::timestamptz + n * interval '1 minute', 777, n, ?::timestamptz, "
                        + "121.6, 31.4 + n * 0.002, 36, 1000 + n * 600, 80 - n * 2, false, false, false, false "
                        + "from generate_series(0, 20) n, trip.booking b join vehicle.vehicle v on v.id = b.vehicle_id "
                        + "where b.trip_id = ? and b.kind = 'CAR' returning seq",
                from.toString(),
                from.toString(),
                trip);
    }
}
