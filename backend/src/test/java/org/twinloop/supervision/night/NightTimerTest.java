package org.twinloop.supervision.night;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CityTime;
import org.twinloop.common.Database;
import org.twinloop.common.Scope;
import org.twinloop.device.TestCars;
import org.twinloop.identity.People;
import org.twinloop.identity.Role;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.supervision.SupervisedUnit;
import org.twinloop.supervision.night.ChangedRepository.ChangedTrip;
import org.twinloop.trip.TestCity;
import org.twinloop.vehicle.Calendar;

/** A night asks all rules again, with the facts that came since, and finds a thing once. */
@QuarkusTest
class NightTimerTest {

    @Inject
    Database database;

    @Inject
    People people;

    @Inject
    Journal journal;

    @Inject
    Clock clock;

    @Inject
    NightTimer nights;

    @Inject
    ChangedRepository changed;

    @Inject
    TestCars cars;

    @Test
    void a_fact_that_comes_later_makes_a_finding_and_only_once() {
        SupervisedUnit unit = new SupervisedUnit(database, people, journal, clock);
        UUID traveller = unit.person(Role.TRAVELLER);
        UUID trip = UUID.randomUUID();
        LocalDate day = unit.lastMonth().atDay(10);
        unit.act(() -> journal.append(Event.of("trip.settled")
                .subject("trip", trip)
                .trip(trip)
                .unit(unit.id())
                .payload(Map.of("travellerId", traveller, "receiptFen", 20_001))));
        Awaitility.await("the rules as it is told")
                .atMost(SupervisedUnit.SOON)
                .until(() -> unit.told("supervision.").contains("supervision.checked"));
        assertEquals(List.of("supervision.checked"), unit.told("supervision."), "the mode is not on record yet");
        Instant ended = day.atTime(10, 0).atZone(CityTime.ZONE).toInstant();
        unit.act(() -> database.sql(
                "insert into supervision.past_trip (trip_id, unit_id, traveller_id, booked_by_id, outcome, mode, "
                        + "depart_at, arrive_at, ended_at, quoted_fen) "
                        + "values ($1, $2, $3, $3, 'FINISHED', 'EV', $4, $5, $5, 20001)",
                trip,
                unit.id(),
                traveller,
                ended.minusSeconds(3600),
                ended));

        assertTrue(pass(day.plusDays(1)) > 0);
        assertEquals(List.of("supervision.checked", "supervision.found"), unit.told("supervision."));
        assertEquals(0, pass(day.plusDays(1)), "a night asks once");
        assertTrue(pass(day.plusDays(2)) > 0, "another night asks again");
        assertEquals(List.of("supervision.checked", "supervision.found"), unit.told("supervision."));
        unit.as(traveller)
                .get("/api/v1/me/findings")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].rule", equalTo("PR-31"));
    }

    @Test
    void what_is_told_of_a_trip_long_ago_has_it_asked_about_again_once_whoever_looks() {
        SupervisedUnit unit = new SupervisedUnit(database, people, journal, clock);
        UUID traveller = unit.person(Role.TRAVELLER);
        UUID trip = UUID.randomUUID();
        LocalDate longAfter = unit.lastMonth().atDay(10).plusDays(40);
        unit.act(() -> journal.append(Event.of("trip.settled")
                .subject("trip", trip)
                .trip(trip)
                .unit(unit.id())
                .payload(Map.of("travellerId", traveller, "receiptFen", 20_001))));
        due(trip, 1);
        Awaitility.await("the rules as it is told")
                .atMost(SupervisedUnit.SOON)
                .until(() -> unit.told("supervision.").contains("supervision.checked"));
        unit.trip(trip, traveller, null, "EV", 10, 20_001);

        CompletableFuture<Integer> one = nights.changes(longAfter).subscribeAsCompletionStage();
        CompletableFuture<Integer> other = nights.changes(longAfter).subscribeAsCompletionStage();

        assertTrue(one.join() + other.join() > 0);
        due(trip, 0);
        assertEquals(List.of("supervision.checked", "supervision.found"), unit.told("supervision."), "found once");
        unit.as(traveller)
                .get("/api/v1/me/findings")
                .then()
                .statusCode(200)
                .body("items.rule", equalTo(List.of("PR-31")));
    }

    @Test
    void a_trip_within_the_window_is_left_to_it_and_one_that_is_told_of_again_is_due_again() {
        SupervisedUnit unit = new SupervisedUnit(database, people, journal, clock);
        UUID traveller = unit.person(Role.TRAVELLER);
        UUID trip = unit.trip(traveller, null, "EV", 10, 1_000);
        LocalDate day = unit.lastMonth().atDay(10);
        Instant told = clock.instant();
        unit.act(() -> changed.note(trip, unit.id(), told));
        ChangedTrip seen = new ChangedTrip(trip, unit.id(), told, null);
        unit.act(() -> changed.note(trip, unit.id(), told.plusSeconds(1)));

        assertFalse(unit.act(() -> changed.take(seen)), "something was told of it since");
        due(trip, 1);
        nights.changes(day.plusDays(1)).await().atMost(SupervisedUnit.SOON);
        due(trip, 0);
    }

    @Test
    void allowances_that_are_imported_have_the_trips_of_the_days_before_asked_about() {
        SupervisedUnit unit = new SupervisedUnit(database, people, journal, clock);
        UUID trip = unit.trip(unit.person(Role.TRAVELLER), null, "EV", 10, 1_000);
        LocalDate day = unit.lastMonth().atDay(10);
        unit.act(() -> database.sql("delete from supervision.night_due where trip_id = $1", trip));

        unit.act(() -> changed.noteAll(NightRound.startOf(day), clock.instant()));
        due(trip, 1);
        unit.act(() -> database.sql("delete from supervision.night_due where trip_id = $1", trip));
        unit.act(() -> changed.noteAll(NightRound.startOf(day.plusDays(1)), clock.instant()));
        due(trip, 0);
    }

    @Test
    void reports_of_a_kept_car_that_come_late_make_their_day_due() throws SQLException {
        SupervisedUnit unit = new SupervisedUnit(database, people, journal, clock);
        Instant window = clock.instant().minus(Duration.ofDays(8));
        Instant said = window.minus(Duration.ofHours(30));
        LocalDate day = said.atZone(CityTime.ZONE).toLocalDate();
        late(window);
        TestCars.TestCar car = cars.add(Calendar.OURS);
        TestCity.rows("update vehicle.vehicle set unit_id = ? where id = ? returning id", unit.id(), car.vehicleId());

        tell(car, said, 1);
        late(window);

        assertEquals(List.of(day), dueDays(unit));
        assertTrue(nights.changes(LocalDate.ofInstant(clock.instant(), CityTime.ZONE))
                        .await()
                        .atMost(SupervisedUnit.SOON)
                > 0);
        assertEquals(List.of(), dueDays(unit), "asked about");
        tell(car, window.plusSeconds(60), 2);
        late(window);
        assertEquals(List.of(), dueDays(unit), "the window covers it, and the mark has passed the other");
    }

    private static void tell(TestCars.TestCar car, Instant at, int seq) throws SQLException {
        TestCity.rows("select telematics.add_day((?::timestamptz at time zone 'UTC')::date)", at.toString());
        TestCity.rows(
                "insert into telematics.report (vehicle_no, event_time, boot, seq, received_at, lon, lat) "
                        + "values (?, ?::timestamptz, 999, ?, ?::timestamptz, 121.4, 31.2) returning seq",
                car.vehicleNo(),
                at.toString(),
                seq,
                at.toString());
    }

    private void late(Instant before) {
        database.apart(Scope.SYSTEM, () -> changed.noteLate(before, CityTime.ZONE.getId()))
                .await()
                .atMost(SupervisedUnit.SOON);
    }

    private List<LocalDate> dueDays(SupervisedUnit unit) {
        return unit
                .act(() -> database.rows(
                        "select day from supervision.night_due_day where unit_id = $1 order by day", unit.id()))
                .stream()
                .map(row -> row.date(0))
                .toList();
    }

    private void due(UUID trip, int count) {
        Awaitility.await("due " + count)
                .atMost(SupervisedUnit.SOON)
                .until(
                        () -> database.apart(
                                        Scope.SYSTEM,
                                        () -> database.rows(
                                                "select trip_id from supervision.night_due where trip_id = $1", trip))
                                .await()
                                .atMost(SupervisedUnit.SOON)
                                .size(),
                        size -> size == count);
    }

    @Test
    void a_car_that_moved_without_an_order_is_a_finding_that_supervisors_are_asked_about() {
        SupervisedUnit unit = new SupervisedUnit(database, people, journal, clock);
        UUID supervisor = unit.person(Role.SUPERVISOR);
        UUID car = UUID.randomUUID();
        Instant at = clock.instant();
        for (Map<String, Object> told : List.<Map<String, Object>>of(
                Map.of("beganAt", at.minusSeconds(60).toString(), "distanceM", 90, "fixes", 2),
                Map.of("beganAt", at.toString(), "distanceM", 90, "fixes", 2, "hdop", 1.0))) {
            unit.act(() -> journal.append(Event.of("telematics.moved-without-order")
                    .subject("vehicle", car)
                    .unit(unit.id())
                    .payload(told)));
        }
        Awaitility.await("the supervisors are asked")
                .atMost(SupervisedUnit.SOON)
                .until(() -> unit.told("supervision.").contains("supervision.review-asked"));

        assertEquals(List.of("supervision.found", "supervision.review-asked"), unit.told("supervision."));
        unit.as(supervisor)
                .get("/api/v1/findings")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].rule", equalTo("PR-12"))
                .body("items[0].evidence.distanceM", equalTo(90));
    }

    private int pass(LocalDate night) {
        return nights.pass(night).await().atMost(SupervisedUnit.SOON);
    }
}
