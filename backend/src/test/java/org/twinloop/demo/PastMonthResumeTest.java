package org.twinloop.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CityClock;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.trip.TestCity;

/** A first start that was killed on a morning of the past month: the next one puts that day in order and goes on. */
@QuarkusTest
class PastMonthResumeTest {
    private static final Duration WAIT = Duration.ofSeconds(90);
    private static final int ONE_MORNING = 6;

    @Inject
    CityClock cityClock;

    @Inject
    Clock clock;

    @Inject
    Vertx vertx;

    @Inject
    Database database;

    @Inject
    PuppetCars cars;

    @Inject
    PastMonthRepository progress;

    private Connection owner;
    private TestCity city;
    private final UUID leftOpen = Ids.next();

    @BeforeEach
    void aMorningThatBrokeOff() throws SQLException {
        TestCity.ready();
        city = new TestCity(cityClock);
        city.at("2026-10-15T09:00");
        ValidatableResponse plan = city.plan("he", "PL-G01", "PL-G03", 36, 1);
        var body = TestCity.request(plan, TestCity.selfDrive(plan, "OURS"));
        body.put(
                "costCentre",
                TestCity.as("he").get("/api/v1/budgets").path("items.find { it.code.contains('-30239-2026') }.code"));
        TestCity.submit("he", leftOpen, body).statusCode(201);
        var config = ConfigProvider.getConfig();
        owner = DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.flyway.username", String.class),
                config.getOptionalValue("quarkus.flyway.password", String.class).orElse(""));
        sql("delete from demo.past_month");
        sql("insert into demo.past_month (month, last_day, mornings) values ('2026-10-01', '2026-10-15', 0)");
    }

    @AfterEach
    void theCityHasNoPast() throws SQLException {
        sql("delete from demo.past_month");
        owner.close();
        city.release();
    }

    @Test
    void what_was_left_open_is_closed_and_the_mornings_that_are_missing_are_ridden_whole() throws SQLException {
        PastTrips trips = new PastTrips(vertx, cars, clock, RestAssured.port);

        new PastMonth(cityClock, cars, trips, progress, database, ONE_MORNING)
                .live()
                .await()
                .atMost(WAIT);

        assertEquals(
                "1 2026-10-16 true",
                one("select mornings || ' ' || last_day || ' ' || (ended_at is not null) " + "from demo.past_month"));
        assertTrue(
                one("select state from trip.trip where id = '" + leftOpen + "'").matches("CANCELLED|NO_SHOW"));
        String settled = one("select count(*) from trip.trip where state = 'SETTLED' and depart_at >= "
                + "'2026-10-16T00:00+08' and depart_at < '2026-10-17T00:00+08'");
        assertTrue(Integer.parseInt(settled) >= ONE_MORNING - 1, settled + " trips");
        assertEquals(
                "0",
                one("select count(*) from trip.trip where state in ('BOOKED', 'IN_PROGRESS') and depart_at >= "
                        + "'2026-10-15T00:00+08' and depart_at < '2026-10-17T00:00+08'"));
    }

    private void sql(String statement) throws SQLException {
        try (Statement sql = owner.createStatement()) {
            sql.execute(statement);
        }
    }

    private String one(String query) throws SQLException {
        try (Statement sql = owner.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            assertTrue(rows.next(), query);
            return rows.getString(1);
        }
    }
}
