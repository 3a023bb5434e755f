package org.twinloop.charging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.charging.PileMessage.Meter;
import org.twinloop.charging.PileMessage.Status;
import org.twinloop.common.Database;
import org.twinloop.common.Row;
import org.twinloop.common.Scope;
import org.twinloop.trip.TestCity;

/** What piles say reaches the database, one batch after the other, and one pile's nonsense stays its own. */
@QuarkusTest
class PileIntakeTest {

    private static final Duration SOON = Duration.ofSeconds(90);

    @Inject
    PileIntake intake;

    @Inject
    Database database;

    @Inject
    Clock clock;

    private Instant at;
    private List<Row> connectors;

    @BeforeEach
    void two_connectors_nobody_else_looks_at() {
        TestCity.ready();
        at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        connectors = ask(() ->
                database.rows("select pile_id, number, id from charging.connector order by connector_no desc limit 2"));
    }

    @Test
    void what_the_database_refuses_of_one_pile_does_not_fail_the_others_of_the_batch() {
        Uni<String> bad = outcome(status(0, 1, ConnectorStatus.OUTOFORDER, "broken \u0000 text"));
        Uni<String> good = outcome(status(1, 1, ConnectorStatus.BLOCKED, null));

        List<String> outcomes =
                Uni.join().all(bad, good).andCollectFailures().await().atMost(SOON);

        assertEquals(List.of("refused", "written"), outcomes);
        assertEquals("BLOCKED", newest(1));
    }

    @Test
    void two_sessions_in_one_batch_are_two_sessions() {
        long before = sessions();

        Uni.join()
                .all(
                        outcome(status(0, 2, ConnectorStatus.CHARGING, null)),
                        outcome(status(0, 3, ConnectorStatus.AVAILABLE, null)),
                        outcome(status(0, 4, ConnectorStatus.CHARGING, null)),
                        outcome(status(0, 5, ConnectorStatus.AVAILABLE, null)),
                        intake.write(meter(1, 2)).replaceWith("written"))
                .andFailFast()
                .await()
                .atMost(SOON);

        assertEquals(2, sessions() - before);
        assertEquals("AVAILABLE", newest(0));
    }

    private Uni<String> outcome(PileMessage message) {
        return intake.write(message).replaceWith("written").onFailure().recoverWithItem("refused");
    }

    private Status status(int connector, long second, ConnectorStatus status, String error) {
        Row of = connectors.get(connector);
        Instant told = at.plusSeconds(second);
        return new Status(of.uuid(0), told, second, second, (int) of.whole(1), told, status, error);
    }

    private Meter meter(int connector, long second) {
        Row of = connectors.get(connector);
        Instant told = at.plusSeconds(second);
        return new Meter(of.uuid(0), told, second, second, (int) of.whole(1), told, 1000, 0, null);
    }

    private long sessions() {
        UUID connector = connectors.get(0).uuid(2);
        return ask(() -> database.rows("select count(*) from charging.session where connector_id = $1", connector))
                .get(0)
                .whole(0);
    }

    private String newest(int connector) {
        UUID id = connectors.get(connector).uuid(2);
        return ask(() -> database.rows(
                        "select n.status from charging.newest_status n join charging.connector c "
                                + "on c.connector_no = n.connector_no where c.id = $1",
                        id))
                .get(0)
                .text(0);
    }

    private <T> T ask(Supplier<Uni<T>> question) {
        return database.apart(Scope.SYSTEM, question).await().atMost(SOON);
    }
}
