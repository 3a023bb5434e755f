package org.twinloop.supervision.night;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.trip.TestCity.rows;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CityTime;
import org.twinloop.common.Database;
import org.twinloop.identity.People;
import org.twinloop.journal.Journal;
import org.twinloop.supervision.SupervisedUnit;
import org.twinloop.trip.TestCity;

/** Charging on a unit's account, as its operator bills it: PR-50 and PR-53 against what was imported. */
@QuarkusTest
class NightChargeTest {

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
    void a_charge_without_an_order_and_a_full_car_that_stays_are_found_however_late_they_are_billed()
            throws SQLException {
        TestCity.ready();
        SupervisedUnit unit = new SupervisedUnit(database, people, journal, clock);
        LocalDate day = unit.lastMonth().atDay(10);
        String code =
                rows("select code from identity.unit where id = ?", unit.id()).get(0);
        String foreign = rows("select plate from vehicle.live where unit_id is null order by plate limit 1")
                .get(0);
        String lines = order(code + "-1", code, foreign, day, "09:00", "09:30")
                + order(code + "-2", code, foreign, day, "10:00", "10:31");

        file(lines).statusCode(201).body("taken", equalTo(2));
        Awaitility.await("the day is due")
                .atMost(SupervisedUnit.SOON)
                .until(() -> rows("select day from supervision.night_due_day where unit_id = ?", unit.id())
                                .size()
                        == 1);
        nights.changes(LocalDate.ofInstant(clock.instant(), CityTime.ZONE))
                .await()
                .atMost(SupervisedUnit.SOON);

        assertEquals(
                List.of(
                        "order:" + code + "-1 PR-50 false",
                        "order:" + code + "-2 PR-50 false",
                        "order:" + code + "-2 PR-53 false"),
                rows(
                        "select about || ' ' || rule || ' ' || (inputs ->> 'entitled') from supervision.finding "
                                + "where unit_id = ? order by 1",
                        unit.id()));
        file(lines).statusCode(201).body("unchanged", equalTo(2));
    }

    private static String order(String no, String unit, String plate, LocalDate day, String full, String left) {
        String from = at(day, "08:00");
        return String.join(
                        ",", no, unit, plate, from, at(day, "11:00"), "5000", "50", "100", at(day, full), at(day, left))
                + "\n";
    }

    private static String at(LocalDate day, String time) {
        Instant at = LocalTime.parse(time).atDate(day).atZone(CityTime.ZONE).toInstant();
        return at.toString();
    }

    private static ValidatableResponse file(String lines) {
        return TestCity.as("admin")
                .contentType("text/csv; charset=UTF-8")
                .body("order_no,unit,plate,started_at,ended_at,energy_wh,start_soc,target_soc,full_at,left_at\n"
                        + lines)
                .post("/api/v1/policy-registers/imports?kind=CHARGING_ORDERS")
                .then();
    }
}
