package org.twinloop.trip.heal;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.selfDrive;
import static org.twinloop.trip.TestCity.submit;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;
import org.twinloop.trip.MondayMorning;
import org.twinloop.trip.TestCity;

/** Wang leaves in half an hour with a car of our own calendar, beside which its twin stands. */
@QuarkusTest
class HealSweepTest extends MondayMorning {
    private static final Duration WAIT = Duration.ofSeconds(90);
    private static final int SOON_MINUTES = 30;
    private static final String TWIN = """
            select t.id from vehicle.vehicle v join vehicle.vehicle t on t.id <> v.id and t.model_code = v.model_code
                and t.operator_id = v.operator_id and t.loop = v.loop and t.calendar = v.calendar and t.unit_id is null
            where v.id = ? order by t.id limit 1""";

    /** Two hours up to ten minutes ago, and still out. */
    private static final String STILL_OUT = """
            insert into vehicle.reservation (id, vehicle_id, trip_leg_id, starts_at, ends_at, blocked, state, used_from)
            select gen_random_uuid(), ?, gen_random_uuid(), t.at - interval '2 hours', t.at - interval '10 minutes',
                tstzrange(t.at - interval '2 hours', t.at), 'FIRM', t.at - interval '2 hours'
            from (select '2026-11-23T10:00+08'::timestamptz as at) t returning id""";

    /** The last minute of the time a trip has its car, at every other connector of a stop. */
    private static final String LATER = """
            insert into charging.reservation (id, connector_id, starts_at, ends_at, blocked, state)
            select gen_random_uuid(), l.connector_id, t.window_to - interval '1 minute',
                t.window_to + interval '1 hour', tstzrange(t.window_to - interval '1 minute',
                t.window_to + interval '1 hour'), 'FIRM'
            from charging.live l, trip.trip t where t.id = ? and l.stop_id = ? and l.connector_id <> ?
            on conflict do nothing returning id""";

    /**
     * Every bay of the city but that of a trip, as long as the trip has its own; at its stop as many more stay free as
     * cars stand there, each of which needs one.
     */
    private static final String ALL_BUT_ITS_OWN = """
            insert into vehicle.bay_reservation (id, bay_id, trip_leg_id, starts_at, ends_at, blocked, state)
            select gen_random_uuid(), b.id, gen_random_uuid(), t.window_from, t.window_to,
                tstzrange(t.window_from - interval '1 hour', t.window_to + interval '2 days'), 'FIRM'
            from trip.trip t
            join trip.booking k on k.trip_id = t.id
            join vehicle.bay_reservation r on r.id = k.id
            join vehicle.bay own on own.id = r.bay_id
            cross join lateral (select o.id, o.stop_id, row_number() over (partition by o.stop_id order by o.code) as n
                from vehicle.bay o where o.id <> own.id) b
            where t.id = ? and (b.stop_id <> own.stop_id
                or b.n > (select count(*) from vehicle.standing(own.stop_id, t.window_from)))
            on conflict do nothing returning id""";

    @Inject
    HealSweep sweep;

    private final UUID trip = Ids.next();
    private UUID booked;
    private UUID twin;
    private String bookedStands;
    private String twinStands;

    @BeforeEach
    void aBookedTripAndATwinOfItsCar() throws SQLException {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", SOON_MINUTES, 2);
        submit("wang", trip, request(plan, selfDrive(plan, "OURS")))
                .statusCode(201)
                .body("state", equalTo("BOOKED"));
        booked = car();
        twin = UUID.fromString(rows(TWIN, booked).get(0));
        bookedStands = stands(booked);
        twinStands = stands(twin);
        put(twin, bookedStands, 95);
    }

    @AfterEach
    void everythingStandsAsBefore() throws SQLException {
        rows("update vehicle.vehicle set duty = 'IN_SERVICE' where duty <> 'IN_SERVICE' returning id");
        put(booked, bookedStands, 80);
        put(twin, twinStands, 80);
    }

    @Test
    void who_has_a_sound_car_keeps_it() throws SQLException {
        assertEquals(0, pass());

        assertEquals(booked, car());
        assertEquals(List.of(), rows("select outcome from trip.heal where trip_id = ?", trip));
    }

    @Test
    void a_late_predecessor_moves_the_next_traveller_to_an_equal_car() throws SQLException {
        rows(STILL_OUT, booked);

        assertEquals(1, pass());

        assertNotEquals(booked, car());
        assertMovedWhole("LATE_PREDECESSOR");
        assertEquals(0, pass(), "healed once");
    }

    @Test
    void a_blocked_car_is_exchanged_once_however_many_instances_look() throws SQLException {
        block(booked);

        CompletableFuture<Integer> one = sweep.pass().subscribeAsCompletionStage();
        CompletableFuture<Integer> other = sweep.pass().subscribeAsCompletionStage();

        assertEquals(1, one.join() + other.join());
        assertMovedWhole("BLOCKED");
    }

    @Test
    void the_bay_of_the_trip_itself_is_free_for_the_car_it_is_moved_to() throws SQLException {
        List<String> others = rows(ALL_BUT_ITS_OWN, trip);
        block(booked);
        try {
            assertEquals(1, pass());
        } finally {
            TestCity.delete("vehicle.bay_reservation", others);
        }

        assertMovedWhole("BLOCKED");
    }

    @Test
    void a_charge_that_does_not_carry_so_far_is_seen_before() throws SQLException {
        put(booked, bookedStands, 11);
        rows("update vehicle.reservation set route_m = 30000 where vehicle_id = ? returning 1", booked);

        assertEquals(1, pass());

        assertMovedWhole("LOW_CHARGE");
    }

    @Test
    void a_car_that_stands_elsewhere_is_gone() throws SQLException {
        put(booked, "POINT(121.6 31.4)", 80);

        assertEquals(1, pass());

        assertMovedWhole("GONE");
    }

    @Test
    void a_silence_is_the_cars_only_when_the_service_has_listened_all_the_while() throws SQLException {
        rows(
                "update vehicle.newest_state n set event_time = event_time - interval '30 minutes' "
                        + "from vehicle.vehicle v where v.vehicle_no = n.vehicle_no and v.id = ? returning v.id",
                booked);

        assertEquals(0, pass());

        assertEquals(List.of(), rows("select unfit from trip.heal where trip_id = ?", trip));
        clock.pretend(Optional.of(clock.now().plus(Duration.ofMinutes(21))));
        pass();
        assertEquals(
                List.of("SILENT"),
                rows("select unfit from trip.heal where trip_id = ? and unfit not like 'PILE%'", trip));
    }

    @Test
    void without_an_equal_car_other_ways_are_offered_and_told_once() throws SQLException {
        rows("update vehicle.newest_state n set locked = false from vehicle.vehicle v "
                + "where v.vehicle_no = n.vehicle_no and v.calendar = 'OURS' returning v.id");
        block(booked);

        assertEquals(0, pass());

        assertEquals(booked, car(), "nothing is taken away");
        assertEquals(List.of("OFFERED"), rows("select outcome from trip.heal where trip_id = ?", trip));
        assertEquals(
                List.of("t"),
                rows(
                        "select p.options @> '[{\"option\": {\"mode\": \"CHAUFFEUR\"}}]' "
                                + "and h.offered_until > h.tried_at from trip.heal h join trip.plan p "
                                + "on p.id = h.plan_id where h.trip_id = ?",
                        trip));
        rows("update trip.heal set next_try_at = tried_at where trip_id = ? returning trip_id", trip);
        assertEquals(0, pass());
        assertEquals(List.of("2"), rows("select tries from trip.heal where trip_id = ?", trip));
        assertEquals(List.of("1"), events("trip.heal-offered"));
    }

    @Test
    void a_broken_pile_is_exchanged_for_another_of_the_stop() throws SQLException {
        String pile = pile("connector_id");
        String stop = pile("stop_id");
        breakPiles("connector_id = '" + pile + "'");

        assertEquals(1, pass());

        assertNotEquals(pile, pile("connector_id"));
        assertEquals(stop, pile("stop_id"));
        assertEquals(booked, car(), "the car stays");
        assertEquals(
                List.of("MOVED PILE_BROKEN " + pile("connector_id")),
                rows(
                        "select outcome || ' ' || unfit || ' ' || new_connector_id from trip.heal where trip_id = ?",
                        trip));
        assertEquals(
                List.of("BAY FIRM", "CAR FIRM", "PILE FIRM"),
                rows(
                        "select kind || ' ' || state from trip.booking where trip_id = ? and not replaced order by 1",
                        trip));
        assertEquals(
                List.of(pile("connector_id")),
                rows(
                        "select r.connector_id from charging.reservation r join trip.booking b on b.id = r.id "
                                + "where b.trip_id = ? and r.state in ('HELD', 'FIRM')",
                        trip));
        assertEquals(
                List.of("1"),
                rows(
                        "select count(*) from vehicle.bay_reservation r join trip.booking b on b.id = r.id "
                                + "where b.trip_id = ? and r.state in ('HELD', 'FIRM')",
                        trip));
        assertEquals(List.of("1"), events("trip.healed"));
        as("wang").get("/api/v1/trips/" + trip).then().statusCode(200).body("state", equalTo("BOOKED"));
        assertEquals(0, pass(), "healed once");
    }

    @Test
    void without_another_pile_nothing_is_taken_away_and_other_ways_are_offered_once() throws SQLException {
        String pile = pile("connector_id");
        breakPiles("true");

        assertEquals(0, pass());

        assertEquals(pile, pile("connector_id"));
        assertEquals(
                List.of("1"),
                rows(
                        "select count(*) from trip.heal where trip_id = ? and unfit = 'PILE_BROKEN' "
                                + "and outcome in ('OFFERED', 'STRANDED') and plan_id is not null",
                        trip));
        rows("update trip.heal set next_try_at = tried_at where trip_id = ? returning trip_id", trip);
        assertEquals(0, pass());
        assertEquals(
                List.of("1"),
                rows(
                        "select count(*) from journal.event where trip_id = ? "
                                + "and type in ('trip.heal-offered', 'trip.stranded')",
                        trip));
    }

    @Test
    void a_pile_that_is_somebody_elses_before_the_end_is_none_and_other_ways_are_offered() throws SQLException {
        String pile = pile("connector_id");
        breakPiles("connector_id = '" + pile + "'");
        List<String> later = rows(LATER, trip, UUID.fromString(pile("stop_id")), UUID.fromString(pile));
        try {
            assertEquals(0, pass());
        } finally {
            TestCity.delete("charging.reservation", later);
        }

        assertEquals(pile, pile("connector_id"));
        assertEquals(
                List.of("1"),
                rows(
                        "select count(*) from trip.heal where trip_id = ? and unfit = 'PILE_BROKEN' "
                                + "and outcome in ('OFFERED', 'STRANDED')",
                        trip));
    }

    @Test
    void a_row_that_is_being_written_about_the_trip_does_not_put_healing_off() throws SQLException {
        String pile = pile("connector_id");
        breakPiles("connector_id = '" + pile + "'");
        try (Connection writer = TestCity.owner()) {
            writer.setAutoCommit(false);
            try (PreparedStatement reference =
                    writer.prepareStatement("select id from trip.trip where id = ? for key share")) {
                reference.setObject(1, trip);
                reference.executeQuery();
            }

            assertEquals(1, pass());

            writer.rollback();
        }
        assertNotEquals(pile, pile("connector_id"));
    }

    private String pile(String column) throws SQLException {
        return rows(
                        "select " + column + " from trip.booking where trip_id = ? and kind = 'PILE' "
                                + "and state <> 'RELEASED'",
                        trip)
                .get(0);
    }

    private static void breakPiles(String which) throws SQLException {
        rows("update charging.newest_status n set status = 'OUTOFORDER', since = event_time - interval '10 minutes' "
                + "from (select id as connector_id, connector_no from charging.connector) c "
                + "where c.connector_no = n.connector_no and " + which + " returning n.connector_no");
    }

    /** The old car is free, the new one and one place are held, the budget holds once, and it is told. */
    private void assertMovedWhole(String unfit) throws SQLException {
        as("wang").get("/api/v1/trips/" + trip).then().statusCode(200).body("state", equalTo("BOOKED"));
        assertEquals(
                List.of("MOVED " + unfit + " " + car()),
                rows("select outcome || ' ' || unfit || ' ' || new_vehicle_id from trip.heal where trip_id = ?", trip));
        assertEquals(
                List.of("BAY FIRM", "CAR FIRM"),
                rows(
                        "select kind || ' ' || state from trip.booking where trip_id = ? and state <> 'RELEASED' "
                                + "and kind in ('CAR', 'BAY') order by 1",
                        trip));
        assertEquals(
                List.of(car().toString()),
                rows(
                        "select r.vehicle_id from vehicle.reservation r join trip.booking b on b.id = r.id "
                                + "where b.trip_id = ? and r.state in ('HELD', 'FIRM')",
                        trip));
        assertEquals(
                List.of(),
                rows("select account_id from ledger.proof where held_fen <> held_from_transfers "
                        + "or balance_fen <> balance_from_transfers"));
        assertEquals(List.of("1"), events("trip.healed"));
    }

    private List<String> events(String type) throws SQLException {
        return rows("select count(*) from journal.event where trip_id = ? and type = ?", trip, type);
    }

    private UUID car() throws SQLException {
        return UUID.fromString(rows(
                        "select vehicle_id from trip.booking where trip_id = ? and kind = 'CAR' "
                                + "and state <> 'RELEASED'",
                        trip)
                .get(0));
    }

    private static String stands(UUID vehicle) throws SQLException {
        return rows("select st_astext(geom) from vehicle.live where id = ?", vehicle)
                .get(0);
    }

    private static void put(UUID vehicle, String point, int socPercent) throws SQLException {
        rows(
                "update vehicle.newest_state n set geom = st_setsrid(st_geomfromtext(?), 4326), soc_percent = ? "
                        + "from vehicle.vehicle v where v.vehicle_no = n.vehicle_no and v.id = ? returning v.id",
                point,
                socPercent,
                vehicle);
    }

    private static void block(UUID vehicle) throws SQLException {
        rows("update vehicle.vehicle set duty = 'OUT_OF_SERVICE' where id = ? returning id", vehicle);
    }

    private int pass() {
        return sweep.pass().await().atMost(WAIT);
    }
}
