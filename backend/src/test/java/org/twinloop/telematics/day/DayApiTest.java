package org.twinloop.telematics.day;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CityTime;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.Ids;
import org.twinloop.common.geo.Datum;
import org.twinloop.device.TestCars;
import org.twinloop.device.TestCars.TestCar;
import org.twinloop.isolation.Catalogue;
import org.twinloop.vehicle.Calendar;

/** A car's day as the fleet desk sees it. */
@QuarkusTest
class DayApiTest {

    /** Standing, driving north at 36 km/h, silent for three quarters of an hour, standing; ten seconds a report. */
    private static final String REPORTS =
            "insert into telematics.report (vehicle_no, event_time, boot, seq, received_at, lon, lat, accuracy_m, "
                    + "speed_kmh, odometer_m, soc_percent, doors_open, locked, plugged, charging) "
                    + "select $1::integer, $2::timestamptz + (n * 10 + case when n > 90 then 2700 else 0 end) "
                    + "* interval '1 second', 1, n, $2::timestamptz, 121.4, "
                    + "31.2 + least(greatest(n - 30, 0), 60) * 0.0009, 5, "
                    + "case when n between 31 and 90 then 36 else 0 end, 1000 + least(greatest(n - 30, 0), 60) * 100, "
                    + "80 - n * 0.01, false, true, false, false from generate_series(0, 120) n";

    private static final String ALERT =
            "insert into telematics.occurrence (id, vehicle_no, rule, began_at, ended_at, end_told, facts) "
                    + "values ($1, $2, 'low-charge', $3, $3::timestamptz + interval '2 hours', true, '{}')";

    @Inject
    TestCars cars;

    @Test
    void the_desk_sees_drives_stops_and_gaps_of_a_day() {
        TestCar car = cars.add(Calendar.OURS);
        LocalDate date = LocalDate.ofInstant(cars.now(), CityTime.ZONE).minusDays(3);
        Instant begin = date.atTime(9, 0).atZone(CityTime.ZONE).toInstant();
        cars.act(() -> cars.database().rows("select telematics.add_day($1)", date));
        assertEquals(121, cars.<Integer>act(() -> cars.database().sql(REPORTS, car.vehicleNo(), begin)));

        day("li", car, date, "wgs84")
                .statusCode(200)
                .body("reports", equalTo(121))
                .body("track", hasSize(0))
                .body("drives", hasSize(0))
                .body("stops", hasSize(0))
                .body("gaps", hasSize(0));
        cars.act(() -> cars.database().sql(ALERT, Ids.next(), car.vehicleNo(), begin));

        day("li", car, date, "wgs84")
                .statusCode(200)
                .body("drives", hasSize(1))
                .body("drives[0].distance.odometerM", equalTo(6000))
                .body("drives[0].distance.chosen", equalTo("ODOMETER"))
                .body("stops", hasSize(2))
                .body("gaps", hasSize(1))
                .body("gaps[0].kind", equalTo("SILENT"))
                .body("track", hasSize(2))
                .body("track[0].points[0].lon", equalTo(121.4f));
        double[] shifted = Datum.gcj02.of(new GeoPoint(121.4, 31.2));
        day("li", car, date, "gcj02").body("track[0].points[0].lon", equalTo((float)
                (Math.round(shifted[0] * 1e6) / 1e6)));
        asked("li", car, date, "").statusCode(400);
        asked("li", car, date, "?reason=why").statusCode(400);
        asked("li", car, date, "?reason=%20%20%20%20%20").statusCode(400);
        day("li", car, date.plusDays(1), "wgs84")
                .statusCode(200)
                .body("reports", equalTo(0))
                .body("track", hasSize(0));
    }

    @Test
    void of_a_day_whose_raw_reports_are_gone_the_summaries_are_told() throws SQLException {
        TestCar car = cars.add(Calendar.OURS);
        LocalDate date = LocalDate.of(2018, 5, 2);
        try (Connection owner = Catalogue.owner();
                Statement sql = owner.createStatement()) {
            for (LocalDate utc : List.of(date.minusDays(1), date)) {
                cars.act(() -> cars.database().rows("select telematics.add_day($1)", utc));
            }
            // At 04:00 and at 11:00 in Shanghai, which are two days of UTC.
            for (String begin : List.of("2018-05-01T20:00:00Z", "2018-05-02T03:00:00Z")) {
                cars.act(() -> cars.database().sql(REPORTS, car.vehicleNo(), Instant.parse(begin)));
            }
            day("li", car, date, "wgs84").body("reports", equalTo(242)).body("summaries", nullValue());
            removed("report_20180501");
            day("li", car, date, "wgs84")
                    .body("reports", equalTo(121))
                    .body("summaries.reports", equalTo(List.of(121)));
            removed("report_20180502");
            day("li", car, date, "wgs84")
                    .statusCode(200)
                    .body("reports", equalTo(0))
                    .body("drives", hasSize(0))
                    .body("summaries.from", equalTo(List.of("2018-05-01T00:00:00Z", "2018-05-02T00:00:00Z")))
                    .body("summaries[0].to", equalTo("2018-05-02T00:00:00Z"))
                    .body("summaries[0].positions", equalTo(121))
                    .body("summaries[0].firstAt", equalTo("2018-05-01T20:00:00Z"))
                    .body("summaries[0].lastAt", equalTo("2018-05-01T21:05:00Z"))
                    .body("summaries[0].odometerLeastM", equalTo(1000))
                    .body("summaries[0].odometerMostM", equalTo(7000))
                    .body("summaries[0].socLeastPercent", equalTo(78.8f))
                    .body("summaries[0].socMostPercent", equalTo(80.0f))
                    .body("summaries[0].maxSpeedKmh", equalTo(36.0f));
            day("li", car, date.minusDays(1), "wgs84").body("summaries.from", equalTo(List.of("2018-05-01T00:00:00Z")));
            day("li", car, date.plusDays(2), "wgs84").body("summaries", nullValue());
            day("li", cars.add(Calendar.OURS), date, "wgs84").body("summaries", nullValue());
            sql.execute("drop table telematics.day_summary_2018");
        }
    }

    private void removed(String part) {
        cars.act(() -> cars.database().rows("select telematics.remove_part($1, null)", part));
    }

    @Test
    void others_do_not_see_it_and_there_is_no_day_of_no_car() {
        TestCar car = cars.add(Calendar.OURS);
        LocalDate date = LocalDate.ofInstant(cars.now(), CityTime.ZONE);
        day("wang", car, date, "wgs84").statusCode(403);
        day("li", new TestCar(Ids.next(), 0, "none", "none"), date, "wgs84").statusCode(404);
    }

    private static ValidatableResponse day(String login, TestCar car, LocalDate date, String datum) {
        return asked(login, car, date, "?reason=checked+for+a+test&datum=" + datum);
    }

    private static ValidatableResponse asked(String login, TestCar car, LocalDate date, String query) {
        String token = given().contentType(ContentType.JSON)
                .body(Map.of("login", login, "password", "twinloop-demo", "client", "APP"))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
        return given().header("Authorization", "Bearer " + token)
                .urlEncodingEnabled(false)
                .get("/api/v1/vehicles/" + car.vehicleId() + "/days/" + date + query)
                .then();
    }
}
