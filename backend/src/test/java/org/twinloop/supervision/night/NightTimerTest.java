package org.twinloop.supervision.night;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CityTime;
import org.twinloop.common.Database;
import org.twinloop.identity.People;
import org.twinloop.identity.Role;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.supervision.SupervisedUnit;

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
