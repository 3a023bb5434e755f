package org.twinloop.trip.pool;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.twinloop.trip.TestCity.rows;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.twinloop.common.Scope;
import org.twinloop.trip.TestCity;

/** An acceptance at the same moment as another, a cancellation, a departure: one outcome, and nothing leaks. */
@QuarkusTest
class PoolRaceTest extends PoolCase {
    @Test
    void of_two_proposals_for_one_trip_accepted_at_once_one_is_merged() throws SQLException {
        UUID wang = book("wang", 0);
        book("he", 5);
        book("traveller27", 8);
        assertEquals(2, look(wang));
        String withHe = proposal("he");
        String withOther = proposal("traveller27");
        answer("he", withHe, "ACCEPT");
        answer("traveller27", withOther, "ACCEPT");

        List<Integer> said = atOnce(
                () -> answer("wang", withHe, "ACCEPT").statusCode(),
                () -> answer("wang", withOther, "ACCEPT").statusCode());

        assertEquals(
                List.of("1"),
                rows(
                        "select count(*) from trip.pool_proposal where state = 'MERGED' "
                                + "and (host_trip_id = ? or guest_trip_id = ?)",
                        wang,
                        wang),
                said::toString);
        assertEquals(
                List.of("OVERTAKEN"),
                rows(
                        "select state from trip.pool_proposal where state <> 'MERGED' "
                                + "and (host_trip_id = ? or guest_trip_id = ?)",
                        wang,
                        wang));
        assertNothingLeaks();
    }

    @Test
    void an_acceptance_against_a_cancellation_has_one_outcome() throws SQLException {
        UUID wang = book("wang", 0);
        UUID he = book("he", 5);
        look(wang);
        String id = proposal("wang");
        answer("wang", id, "ACCEPT");
        UUID host = UUID.fromString(rows(HOST_OF, UUID.fromString(id)).get(0));
        String login = host.equals(wang) ? "wang" : "he";

        atOnce(
                () -> answer("he", id, "ACCEPT").statusCode(),
                () -> post(login, "/api/v1/trips/" + host + "/cancel", Map.of("reason", "改期"))
                        .statusCode());

        Awaitility.await("the pool to fall apart, where there was one")
                .atMost(WAIT)
                .until(() -> !state(id).equals("MERGED"));
        assertEquals("CANCELLED", states(host).get(0));
        UUID guest = host.equals(wang) ? he : wang;
        String fate = state(id);
        assertEquals(
                fate.equals("PARTED") ? "CANCELLED" : "BOOKED", states(guest).get(0), fate);
        assertNothingLeaks();
    }

    @Test
    void an_acceptance_against_a_departure_leaves_whoever_left_alone() throws SQLException {
        UUID wang = book("wang", 0);
        UUID he = book("he", 5);
        look(wang);
        String id = proposal("wang");
        answer("wang", id, "ACCEPT");

        atOnce(() -> answer("he", id, "ACCEPT").statusCode(), () -> leaves(he));

        String guestOrAlone = states(he).get(0);
        assertTrue(List.of("IN_PROGRESS", "CANCELLED").contains(guestOrAlone), guestOrAlone);
        if (state(id).equals("MERGED")) {
            assertEquals(
                    List.of("4"),
                    rows(
                            "select passengers from trip.trip where id in (?, ?) " + "order by passengers desc limit 1",
                            wang,
                            he));
        } else {
            assertEquals(List.of("BOOKED", "IN_PROGRESS"), states(wang, he));
        }
        assertNothingLeaks();
        rows(
                "update trip.trip set state = 'BOOKED', started_at = null where id = ? and state = 'IN_PROGRESS' "
                        + "returning id",
                he);
    }

    /** As the car's proof that it is open does: under the lock of the trip's row. */
    private int leaves(UUID trip) {
        return database.apart(
                        Scope.SYSTEM,
                        () -> database.rows("select state from trip.trip where id = $1 for update", trip)
                                .chain(found -> found.get(0).text(0).equals("BOOKED")
                                        ? database.sql(
                                                "update trip.trip set state = 'IN_PROGRESS', started_at = depart_at, "
                                                        + "version = version + 1 where id = $1",
                                                trip)
                                        : Uni.createFrom().item(0)))
                .await()
                .atMost(WAIT);
    }

    /** Whoever has the trips gets the proposal next; who ends it waits for the trips, and not the other way round. */
    @Test
    void what_runs_out_is_ended_in_the_order_of_every_act() throws SQLException {
        UUID wang = book("wang", 0);
        UUID he = book("he", 5);
        look(wang);
        String id = proposal("wang");
        clock.pretend(Optional.of(clock.now().plus(Duration.ofMinutes(31))));
        try (Connection act = TestCity.owner();
                Statement sql = act.createStatement()) {
            act.setAutoCommit(false);
            sql.execute("select from trip.trip where id in ('%s', '%s') order by id for update".formatted(wang, he));
            CompletableFuture<Integer> round =
                    CompletableFuture.supplyAsync(() -> rounds.pass().await().atMost(WAIT));
            int holder = act.unwrap(PGConnection.class).getBackendPID();
            Awaitility.await("the round to wait for the trips")
                    .atMost(WAIT)
                    .until(() -> waitsFor(holder) || round.isDone());

            sql.execute("select from trip.pool_proposal where id = '%s' for update".formatted(id));
            act.commit();

            round.join();
        }
        assertEquals("EXPIRED", state(id));
    }

    private static boolean waitsFor(int holder) throws SQLException {
        return !rows("select pid from pg_stat_activity where ? = any(pg_blocking_pids(pid))", holder)
                .isEmpty();
    }

    @Test
    void an_answer_that_the_database_broke_off_is_said_again_and_then_refused() throws SQLException {
        UUID wang = book("wang", 0);
        book("he", 5);
        look(wang);
        String id = proposal("wang");
        try (Connection owner = TestCity.owner();
                Statement sql = owner.createStatement()) {
            sql.execute("create sequence trip.giving_way minvalue -100 start -1");
            sql.execute("create function trip.give_way() returns trigger language plpgsql security definer as $$ begin "
                    + "if nextval('trip.giving_way') < 0 then raise 'deadlock detected' using errcode = '40P01'; "
                    + "end if; return new; end $$");
            sql.execute("create trigger give_way before update on trip.pool_proposal for each row "
                    + "execute function trip.give_way()");
            try {
                answer("wang", id, "ACCEPT").then().statusCode(200).body("accepted", equalTo(true));
                sql.execute("alter sequence trip.giving_way restart with -50");
                answer("he", id, "ACCEPT").then().statusCode(409).body("type", equalTo("/problems/conflict"));
            } finally {
                sql.execute("drop function trip.give_way() cascade");
                sql.execute("drop sequence trip.giving_way");
            }
        }
        assertEquals("PROPOSED", state(id));
        assertNothingLeaks();
    }

    private static List<Integer> atOnce(Supplier<Integer> one, Supplier<Integer> other) {
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(one);
        CompletableFuture<Integer> second = CompletableFuture.supplyAsync(other);
        return List.of(first.join(), second.join());
    }
}
