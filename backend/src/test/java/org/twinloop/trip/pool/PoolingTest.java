package org.twinloop.trip.pool;

import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.rows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;
import org.twinloop.common.Money;
import org.twinloop.common.Scope;
import org.twinloop.journal.Event;
import org.twinloop.journal.SealedEvent;
import org.twinloop.ledger.Ledger;

/** Wang and He of one unit, and somebody of another, leave the City Hall for the Expo offices tomorrow. */
@QuarkusTest
class PoolingTest extends PoolCase {
    @Inject
    PoolWatcher watcher;

    @Inject
    Ledger ledger;

    /** The southern station, and the finance bureau on the way there. */
    static final String FARTHER = "PL-R03";

    static final String ON_THE_WAY = "PL-G05";

    @Test
    void two_trips_the_same_way_are_proposed_once_to_both() throws SQLException {
        UUID wang = book("wang", 0);
        UUID he = book("he", 5);

        assertEquals(1, look(wang));

        String id = proposal("wang");
        assertEquals(id, proposal("he"));
        as("wang")
                .get("/api/v1/me/pool-proposals?open=true")
                .then()
                .body("items[0].state", equalTo("PROPOSED"))
                .body("items[0].savedFen", greaterThan(0))
                .body("items[0].savedM", greaterThan(0))
                .body("items[0].ride.plate", equalTo(null));
        assertEquals(
                List.of("1", "1"),
                rows(
                        "select count(*) from journal.event where type = 'trip.pool-proposed' and trip_id in (?, ?) "
                                + "group by trip_id",
                        wang,
                        he));
        assertEquals(0, look(he), "asked once");
    }

    @Test
    void when_both_accept_one_car_is_given_back_and_its_people_ride_along() throws SQLException {
        UUID wang = book("wang", 0);
        UUID he = book("he", 5);
        look(wang);
        String id = proposal("wang");

        answer("wang", id, "ACCEPT").then().statusCode(200).body("state", equalTo("PROPOSED"));
        answer("wang", id, "ACCEPT").then().statusCode(200).body("state", equalTo("PROPOSED"));
        assertEquals(
                List.of("1"),
                rows("select count(*) from journal.event where type = 'trip.pool-accepted' and trip_id = ?", wang),
                "said once");
        answer("he", id, "ACCEPT").then().statusCode(200).body("state", equalTo("MERGED"));

        UUID host = UUID.fromString(rows(HOST_OF, UUID.fromString(id)).get(0));
        UUID guest = host.equals(wang) ? he : wang;
        assertMerged(host, guest);
        answer("he", id, "ACCEPT").then().statusCode(200).body("state", equalTo("MERGED"));
        String guestLogin = guest.equals(he) ? "he" : "wang";
        as(guestLogin)
                .get("/api/v1/me/pool-proposals?open=true")
                .then()
                .body("items[0].part", equalTo("GUEST"))
                .body("items[0].ride.plate.length()", greaterThan(3));
    }

    @Test
    void who_goes_a_part_of_the_way_is_let_out_there_and_the_longer_way_is_held_and_paid() throws SQLException {
        UUID wang = book("wang", FARTHER, 0);
        UUID he = book("he", ON_THE_WAY, 5);
        List<String> before = rows("select held_fen from trip.trip where id = ?", wang);

        String id = merged(wang, "he", "wang");

        assertEquals(List.of(wang.toString()), rows(HOST_OF, UUID.fromString(id)));
        assertEquals(
                List.of("wang"),
                rows(
                        "select p.login from journal.event e join identity.person p on p.id = e.actor_id "
                                + "where e.type = 'trip.pooled' and e.trip_id = ?",
                        he),
                "who accepted last, although it is the guest's trip that ends");
        assertEquals(
                List.of("t"),
                rows(
                        "select (p.terms ->> 'longerM')::int > 0 and t.held_fen > ?::bigint "
                                + "and t.held_fen = (t.option #>> '{option,holdFen}')::bigint "
                                + "and t.window_to = (t.option #>> '{terms,windowTo}')::timestamptz "
                                + "and r.ends_at = t.window_to "
                                + "and r.route_m = round((t.option #>> '{terms,routeKm}')::numeric * 1000) "
                                + "from trip.pool_proposal p join trip.trip t on t.id = p.host_trip_id "
                                + "join trip.booking b on b.trip_id = t.id and b.kind = 'CAR' "
                                + "join vehicle.reservation r on r.id = b.id where p.id = ?",
                        before.get(0),
                        UUID.fromString(id)));
        assertEquals(
                List.of("1"),
                rows(
                        "select count(*) from ledger.transfer h join trip.trip t on t.id = h.trip_id "
                                + "and t.held_fen = h.amount_fen where h.kind = 'HOLD' and t.id = ? "
                                + "and not exists (select from ledger.transfer c where c.hold_id = h.id)",
                        wang));
        assertNothingLeaks();
        assertEquals(List.of("CANCELLED"), states(he));
    }

    @Test
    void whoever_declines_keeps_the_car_and_is_not_asked_again() throws SQLException {
        UUID wang = book("wang", 0);
        UUID he = book("he", 5);
        look(wang);
        String id = proposal("wang");
        answer("wang", id, "ACCEPT");

        answer("he", id, "DECLINE").then().statusCode(200).body("state", equalTo("DECLINED"));

        assertEquals(List.of("BOOKED", "BOOKED"), states(wang, he));
        assertEquals(0, look(wang));
        answer("wang", id, "ACCEPT").then().statusCode(409).body("type", equalTo("/problems/wrong-state"));
        answer("sun", id, "ACCEPT").then().statusCode(404);
        assertEquals(
                List.of("1"),
                rows("select count(*) from journal.event where type = 'trip.pool-ended' and trip_id = ?", wang),
                "whoever accepted is told");
    }

    @Test
    void nothing_is_proposed_for_confidential_mail_nor_of_what_somebody_approved_the_car() throws SQLException {
        UUID wang = book("wang", 0);
        UUID he = book("he", 5);
        rows("update trip.trip set purpose_category = 'CONFIDENTIAL' where id = ? returning id", wang);
        assertEquals(0, look(wang), "confidential");
        rows("update trip.trip set purpose_category = 'MEETING', emergency = true where id = ? returning id", wang);
        assertEquals(0, look(wang), "emergency");
        rows("update trip.trip set emergency = false where id = ? returning id", wang);
        for (UUID trip : List.of(wang, he)) {
            rows(
                    "insert into trip.approval (trip_id, unit_id, traveller_id, actor_id, requested_at, expires_at, "
                            + "version, decision, decided_by, decided_at) select id, unit_id, traveller_id, actor_id, "
                            + "created_at, created_at + interval '1 hour', 0, 'APPROVE', gen_random_uuid(), created_at "
                            + "from trip.trip where id = ? returning trip_id",
                    trip);
        }

        assertEquals(0, look(wang), "an approval binds destination, window and mode");
    }

    @Test
    void nobody_rides_along_on_a_trip_they_decided_about() throws SQLException {
        UUID wang = book("wang", 0);
        UUID he = book("he", 5);
        rows(
                "with asked as (insert into trip.approval (trip_id, unit_id, traveller_id, actor_id, requested_at, "
                        + "expires_at, version, decision, decided_by, decided_at) select t.id, t.unit_id, "
                        + "t.traveller_id, t.actor_id, t.created_at, t.created_at + interval '1 hour', 0, 'APPROVE', "
                        + "g.traveller_id, t.created_at from trip.trip t, trip.trip g where t.id = ? and g.id = ? "
                        + "returning *) insert into trip.approval_step (trip_id, round, level, unit_id, traveller_id, "
                        + "actor_id, name_zh, name_en, role, people, state, opened_at, decided_by, decided_at) "
                        + "select trip_id, 1, 1, unit_id, traveller_id, actor_id, '审批人', 'approver', 'APPROVER', "
                        + "'{}', 'APPROVED', requested_at, decided_by, decided_at from asked returning trip_id",
                wang,
                he);

        assertEquals(0, look(wang));
        assertEquals(0, look(he));
    }

    @Test
    void when_the_host_cancels_the_guest_is_told_and_offered_other_ways() throws SQLException {
        UUID wang = book("wang", 0);
        UUID he = book("he", 5);
        String id = merged(wang, "wang", "he");
        UUID host = UUID.fromString(rows(HOST_OF, UUID.fromString(id)).get(0));
        UUID guest = host.equals(wang) ? he : wang;

        post(booked.get(host), "/api/v1/trips/" + host + "/cancel", Map.of("reason", "会议取消"))
                .then()
                .statusCode(200);

        Awaitility.await("the watcher").atMost(WAIT).until(() -> state(id).equals("PARTED"));
        rounds.pass().await().atMost(WAIT);
        as(booked.get(guest))
                .get("/api/v1/me/pool-proposals?open=true")
                .then()
                .body("items[0].state", equalTo("PARTED"))
                .body("items[0].offerPlanId.length()", equalTo(36));
        assertEquals(
                List.of("1"),
                rows("select count(*) from journal.event where type = 'trip.pool-parted' and trip_id = ?", guest));
        assertEquals(List.of(), rows("select name from trip.passenger where pool_id = ?", UUID.fromString(id)));
        assertNothingLeaks();
    }

    @Test
    void when_the_hosts_car_is_exchanged_the_guest_is_told_and_another_pile_changes_nothing() throws SQLException {
        UUID wang = book("wang", 0);
        UUID he = book("he", 5);
        String id = merged(wang, "wang", "he");
        UUID host = UUID.fromString(rows(HOST_OF, UUID.fromString(id)).get(0));
        UUID guest = host.equals(wang) ? he : wang;

        healed(host, "PILE_SILENT");
        assertEquals("MERGED", state(id));
        healed(host, "BLOCKED");

        assertEquals("PARTED", state(id));
        rounds.pass().await().atMost(WAIT);
        as(booked.get(guest))
                .get("/api/v1/me/pool-proposals?open=true")
                .then()
                .body("items[0].state", equalTo("PARTED"))
                .body("items[0].offerPlanId.length()", equalTo(36));
        assertEquals(
                List.of("2"),
                rows(
                        "select count(*) from journal.event where type = 'trip.pool-accepted' and actor_id is not null "
                                + "and subject_id = ?",
                        id));
        assertNothingLeaks();
    }

    private void healed(UUID host, String unfit) {
        told(host, "trip.healed", new ObjectMapper().createObjectNode().put("unfit", unfit));
    }

    private void told(UUID host, String type, ObjectNode payload) {
        SealedEvent event = new SealedEvent(
                1,
                Ids.next(),
                type,
                1,
                clock.now(),
                clock.now(),
                null,
                null,
                null,
                null,
                "trip",
                host.toString(),
                host,
                null,
                payload,
                "");
        database.apart(Scope.SYSTEM, () -> watcher.on(event)).await().atMost(WAIT);
    }

    @Test
    void the_ride_of_a_guest_is_looked_at_like_others_without_a_car_and_with_its_share() throws SQLException {
        UUID wang = book("wang", 0);
        UUID he = book("he", 5);
        String id = merged(wang, "wang", "he");
        UUID host = UUID.fromString(rows(HOST_OF, UUID.fromString(id)).get(0));
        UUID guest = host.equals(wang) ? he : wang;
        ObjectNode ride = new ObjectMapper().createObjectNode().put("quotedFen", 4_001);
        ride.putArray("legs")
                .addObject()
                .put("startedAt", "2026-11-24T05:40:00Z")
                .put("endedAt", "2026-11-24T06:20:00Z")
                .put("km", 12.5);

        told(host, "trip.finished", ride);

        Awaitility.await("supervision to remember it")
                .atMost(WAIT)
                .until(() -> rows(
                                "select p.mode || ' ' || p.outcome || ' ' || p.quoted_fen || ' ' || "
                                        + "(p.ended_at = '2026-11-24T06:20:00Z') || ' ' || (p.traveller_id = "
                                        + "t.traveller_id) from supervision.past_trip p join trip.trip t "
                                        + "on t.id = p.trip_id where t.id = ?",
                                guest)
                        .equals(List.of("EV FINISHED 2000 true true")));
        Awaitility.await("the rules")
                .atMost(WAIT)
                .until(() -> rows(
                                "select 1 from journal.event where type = 'supervision.checked' and trip_id = ?", guest)
                        .equals(List.of("1")));
        rows("delete from supervision.past_trip where trip_id = ? returning trip_id", guest);
    }

    @Test
    void another_units_budget_gives_the_hosts_its_share_and_nothing_drifts() throws SQLException {
        UUID wang = book("wang", 0);
        UUID other = book("traveller01", 5);
        String id = merged(wang, "wang", "traveller01");
        UUID host = UUID.fromString(rows(HOST_OF, UUID.fromString(id)).get(0));
        UUID guest = host.equals(wang) ? other : wang;
        long held = Long.parseLong(
                rows("select held_fen from trip.trip where id = ?", host).get(0));
        long posted = held / 2 + 1;
        long hostHad = balance(host);
        long guestHad = balance(guest);

        database.apart(
                        Scope.SYSTEM,
                        () -> journal.append(Event.of("trip.settled")
                                .subject("trip", host)
                                .trip(host)
                                .payload(Map.of("tripId", host, "receiptFen", posted, "postedFen", posted))))
                .await()
                .atMost(WAIT);

        Awaitility.await("the share")
                .atMost(WAIT)
                .until(() -> rows("select share_fen from trip.pool_proposal where id = ?", UUID.fromString(id))
                        .equals(List.of(String.valueOf(posted / 2))));
        assertEquals(hostHad + posted / 2, balance(host));
        assertEquals(guestHad - posted / 2, balance(guest));
        assertEquals(
                List.of("0"),
                rows(
                        "select count(*) from ledger.transfer h where h.kind = 'HOLD' and h.trip_id = ? "
                                + "and not exists (select from ledger.transfer c where c.hold_id = h.id)",
                        guest));
        assertNothingLeaks();
        as("traveller01").get("/api/v1/pool-proposals").then().statusCode(403);
        giveBack(host, guest, posted / 2);
    }

    @Test
    void what_nobody_answers_in_time_ends() throws SQLException {
        UUID wang = book("wang", 0);
        book("he", 5);
        look(wang);
        String id = proposal("wang");

        clock.pretend(Optional.of(clock.now().plus(Duration.ofMinutes(31))));
        answer("wang", id, "ACCEPT").then().statusCode(409);
        rounds.pass().await().atMost(WAIT);

        assertEquals("EXPIRED", state(id));
        as("wang")
                .get("/api/v1/me/pool-proposals?open=true")
                .then()
                .body("items.findAll { it.state == 'PROPOSED' }", empty());
    }

    /** Nothing was posted for the ride that was told as settled, so the share goes back. */
    private void giveBack(UUID host, UUID guest, long fen) throws SQLException {
        UUID hold = Ids.next();
        UUID from = budget(host);
        UUID to = budget(guest);
        database.apart(
                        Scope.SYSTEM,
                        () -> ledger.hold(hold, from, Money.fen(fen), host, clock.now())
                                .chain(() -> ledger.share(hold, to, Money.fen(fen), clock.now())))
                .await()
                .atMost(WAIT);
    }

    private static UUID budget(UUID trip) throws SQLException {
        return UUID.fromString(
                rows("select budget_account from trip.trip where id = ?", trip).get(0));
    }

    private static long balance(UUID trip) throws SQLException {
        return Long.parseLong(rows(
                        "select b.balance_fen from ledger.budget b join trip.trip t on t.budget_account = b.account_id "
                                + "where t.id = ?",
                        trip)
                .get(0));
    }

    private void assertMerged(UUID host, UUID guest) throws SQLException {
        assertEquals(List.of("BOOKED", "CANCELLED"), states(host, guest));
        assertEquals(List.of("4"), rows("select passengers from trip.trip where id = ?", host));
        assertEquals(List.of("4"), rows("select count(*) from trip.passenger where trip_id = ?", host));
        assertEquals(List.of("RELEASED"), rows("select distinct state from trip.booking where trip_id = ?", guest));
        assertEquals(
                List.of("0"),
                rows(
                        "select count(*) from ledger.transfer h where h.kind = 'HOLD' and h.trip_id = ? "
                                + "and not exists (select from ledger.transfer c where c.hold_id = h.id)",
                        guest),
                "one budget: nothing is kept for a share");
        assertEquals(List.of("0"), rows("select coalesce(fee_fen, 0) from trip.trip where id = ?", guest));
        assertEquals(
                List.of("trip.booked", "trip.pool-accepted", "trip.pool-proposed", "trip.pooled"),
                rows(
                        "select type from journal.event where trip_id = ? and type <> 'trip.booking-released' "
                                + "order by type collate \"C\"",
                        guest));
        assertNothingLeaks();
    }
}
