package org.twinloop.common.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.trip.TestCity;

/** What is old goes, a bounded batch at a time and by one of several; what is not, or still needed, stays. */
@QuarkusTest
class SweeperTest {
    private static final Duration WAIT = Duration.ofSeconds(90);
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final int ROWS_MAX = 2;
    private static final int OLD = 5;

    @Inject
    Sweeper sweeper;

    private Connection owner;

    @BeforeEach
    void rowsOfEveryAge() throws SQLException {
        TestCity.ready();
        var config = ConfigProvider.getConfig();
        owner = DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.flyway.username", String.class),
                config.getOptionalValue("quarkus.flyway.password", String.class).orElse(""));
        remove();
        for (int i = 0; i <= OLD; i++) {
            String at = i == OLD ? "now()" : "timestamptz '2015-01-01 00:00+08' + interval '" + i + " days'";
            add(at);
        }
    }

    @AfterEach
    void nothingIsLeft() throws SQLException {
        remove();
        owner.close();
    }

    @Test
    void what_is_old_goes_in_small_batches_and_what_is_not_stays() throws SQLException {
        sweeper.sweep(AT_ONCE, ROWS_MAX).await().atMost(WAIT);

        assertEquals(1, count("trip.plan where body_hash = 'sweep'"));
        assertEquals(1, count("device.quarantine where topic = 'sweep'"));
        assertEquals(1, count("partner.quarantine where feed = 'sweep'"));
        assertEquals(
                1,
                count("identity.refresh_token where octet_length(token_hash) = 32 and family = "
                        + "'00000000-0000-0000-0000-0000000005ee'"));
        assertEquals(1, count("notification.message where template = 'sweep'"));
    }

    @Test
    void a_sweep_that_another_instance_is_at_is_left_to_it() throws SQLException {
        sweeper.sweep(AT_ONCE, ROWS_MAX).await().atMost(WAIT);
        add("timestamptz '2015-01-01 00:00+08'");
        owner.setAutoCommit(false);
        sql("select name from common.sweep for update");

        assertEquals(0, sweeper.sweep(AT_ONCE, ROWS_MAX).await().atMost(WAIT));

        owner.rollback();
        owner.setAutoCommit(true);
        assertEquals(2, count("device.quarantine where topic = 'sweep'"));
    }

    @Test
    void a_sweep_that_ran_within_the_interval_does_not_run_again() throws SQLException {
        sweeper.sweep(AT_ONCE, ROWS_MAX).await().atMost(WAIT);
        add("timestamptz '2015-01-01 00:00+08'");

        assertEquals(0, sweeper.sweep(Duration.ofHours(1), ROWS_MAX).await().atMost(WAIT));
    }

    private void add(String at) throws SQLException {
        sql("insert into trip.plan (id, unit_id, person_id, created_at, valid_until, metric_version, body_hash, "
                + "request, options, rejected) select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), " + at
                + ", " + at + " + interval '1 minute', 1, 'sweep', '{}', '[]', '[]'");
        sql("insert into device.quarantine (id, device_id, topic, payload, reason, received_at) values "
                + "(gen_random_uuid(), 'T00001', 'sweep', '\\x00', 'test', " + at + ")");
        sql("insert into partner.quarantine (operator_id, feed, fingerprint, reason, record, first_at, last_at) "
                + "values (gen_random_uuid(), 'sweep', '\\x00', 'test', '{}', " + at + ", " + at + ")");
        sql("insert into identity.refresh_token (token_hash, family, person_id, issued_at, expires_at) select "
                + "sha256(gen_random_uuid()::text::bytea), '00000000-0000-0000-0000-0000000005ee', id, " + at + ", "
                + at + " from identity.person order by id limit 1");
        sql("insert into notification.message (id, unit_id, person_id, event_id, template, title_zh, title_en, "
                + "body_zh, body_en, created_at, read_at) values (gen_random_uuid(), gen_random_uuid(), "
                + "gen_random_uuid(), gen_random_uuid(), 'sweep', '', '', '', '', " + at + ", " + at + ")");
    }

    private void remove() throws SQLException {
        sql("delete from trip.plan where body_hash = 'sweep'");
        sql("delete from device.quarantine where topic = 'sweep'");
        sql("delete from partner.quarantine where feed = 'sweep'");
        sql("delete from identity.refresh_token where family = '00000000-0000-0000-0000-0000000005ee'");
        sql("delete from notification.message where template = 'sweep'");
    }

    private void sql(String statement) throws SQLException {
        try (Statement sql = owner.createStatement()) {
            sql.execute(statement);
        }
    }

    private int count(String from) throws SQLException {
        try (Statement sql = owner.createStatement();
                ResultSet rows = sql.executeQuery("select count(*) from " + from)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
