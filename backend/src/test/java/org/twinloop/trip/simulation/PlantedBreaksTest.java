package org.twinloop.trip.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CityClock;
import org.twinloop.common.Database;
import org.twinloop.common.Money;
import org.twinloop.common.Scope;
import org.twinloop.ledger.Budgets;
import org.twinloop.trip.TestCity;
import org.twinloop.trip.simulation.Backstage.Round;
import org.twinloop.trip.simulation.Calls.Answer;
import org.twinloop.trip.simulation.Calls.Call;
import org.twinloop.trip.simulation.Cast.Actor;

/** The checker can fail: each of its sentences is broken once, in a transaction that is undone, and it says so. */
@QuarkusTest
@TestProfile(SimulationTest.ByHand.class)
class PlantedBreaksTest {
    private static final Duration WAIT = Duration.ofSeconds(90);
    private static final long SEED = 3;

    private static final String EVENT = "insert into journal.event (id, type, occurred_at, recorded_at, subject_type, "
            + "subject_id, trip_id, unit_id, commitment) select gen_random_uuid(), e.type, e.occurred_at, "
            + "e.recorded_at, e.subject_type, e.subject_id, e.trip_id, e.unit_id, e.commitment from journal.event e "
            + "where e.trip_id = '{cancelled}' and e.type = 'trip.cancelled'";

    private static String again(String table, String thing) {
        return "insert into " + table + " (id, " + thing + ", trip_leg_id, starts_at, ends_at, blocked, state) "
                + "select gen_random_uuid(), " + thing + ", trip_leg_id, starts_at, ends_at, blocked, 'FIRM' from "
                + table + " where unit_id = '{unit}' and state = 'FIRM' limit 1";
    }

    private static final String PILE = "insert into charging.reservation (id, connector_id, unit_id, starts_at, "
            + "ends_at, blocked, state) select gen_random_uuid(), (select id from charging.connector order by "
            + "connector_no limit 1), '{unit}', '2030-01-01Z', '2030-01-02Z', tstzrange('2030-01-01Z', "
            + "'2030-01-02Z'), 'FIRM' from generate_series(1, %d)";

    /** What breaks each sentence; {booked}, {waiting}, {settled} and {cancelled} are trips of the unit. */
    private static final Map<String, List<String>> PLANTED = planted();

    @Inject
    CityClock clock;

    private Sql sql;
    private Backstage backstage;
    private Town town;
    private Stage stage;
    private final Map<String, UUID> trips = new HashMap<>();

    private static Map<String, List<String>> planted() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put(
                "a car is taken twice",
                List.of(
                        "alter table vehicle.reservation drop constraint vehicle_reserved_once",
                        again("vehicle.reservation", "vehicle_id")));
        all.put(
                "a bay is taken twice",
                List.of(
                        "alter table vehicle.bay_reservation drop constraint bay_reserved_once",
                        again("vehicle.bay_reservation", "bay_id")));
        all.put(
                "a pile is taken twice",
                List.of("alter table charging.reservation drop constraint connector_reserved_once", PILE.formatted(2)));
        all.put(
                "a booked car and its reservation differ",
                List.of("update vehicle.reservation set state = 'RELEASED' where unit_id = '{unit}' and state ="
                        + " 'FIRM'"));
        all.put(
                "a booked bay and its reservation differ",
                List.of("update vehicle.bay_reservation set ends_at = ends_at + interval '1 minute' where unit_id ="
                        + " '{unit}' and state = 'FIRM'"));
        all.put("a booked pile and its reservation differ", List.of(PILE.formatted(1)));
        all.put(
                "a trip that is over keeps things",
                List.of("update trip.booking set state = 'FIRM' where trip_id = '{cancelled}' and kind = 'BAY'"));
        all.put(
                "a living trip lacks its ride or its bay",
                List.of("update trip.booking set state = 'RELEASED' where trip_id = '{booked}' and kind = 'BAY'"));
        all.put(
                "what a trip books is less sure than the trip, or surer",
                List.of("update trip.booking set state = 'HELD' where trip_id = '{booked}' and kind = 'CAR'"));
        all.putAll(plantedInTheBooks());
        all.putAll(plantedInDecisions());
        all.putAll(plantedInTheEnd());
        return all;
    }

    private static Map<String, List<String>> plantedInTheBooks() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        String transfer = "insert into ledger.transfer (id, kind, debit_account, amount_fen, hold_id, trip_id, unit_id,"
                + " occurred_at) select gen_random_uuid(), kind, debit_account, amount_fen, hold_id, trip_id,"
                + " unit_id, occurred_at from ledger.transfer where trip_id = '{cancelled}' and kind = '%s' limit"
                + " 1";
        all.put(
                "a hold is closed twice",
                List.of("drop index ledger.transfer_hold_closed_once", transfer.formatted("VOID")));
        all.put("a hold of no living trip", List.of(transfer.formatted("HOLD")));
        all.put(
                "a living trip without its hold",
                List.of("update trip.trip set held_fen = held_fen + 1 where id = '{booked}'"));
        all.put(
                "a hold is given back in part",
                List.of("update ledger.transfer set amount_fen = amount_fen + 1 where trip_id = '{cancelled}' "
                        + "and kind = 'VOID'"));
        all.put(
                "the budget drifts",
                List.of("update ledger.budget set balance_fen = balance_fen + 1 where unit_id = '{unit}'"));
        all.put(
                "what was paid is not what the trip owes",
                List.of("update trip.trip set receipt_fen = receipt_fen + 1 where id = '{settled}'"));
        return all;
    }

    private static Map<String, List<String>> plantedInDecisions() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put(
                "somebody approved their own",
                List.of(
                        "alter table trip.approval drop constraint approval_not_own",
                        "alter table trip.approval disable trigger approval_not_own",
                        "update trip.approval set decision = 'APPROVE', decided_by = traveller_id, decided_at ="
                                + " requested_at where trip_id = '{waiting}'"));
        all.put(
                "a decision is open and the trip does not wait, or the other way round",
                List.of("update trip.approval set decision = 'EXPIRE', decided_at = requested_at where trip_id = "
                        + "'{waiting}'"));
        all.put("passengers were lost", List.of("delete from trip.passenger where trip_id = '{booked}'"));
        all.put("an event is told twice", List.of(EVENT));
        all.put(
                "a change is not told once",
                List.of("insert into trip.change (id, trip_id, unit_id, actor_id, body_hash, kind, reopened, reason,"
                        + " before, after, changed_at) select gen_random_uuid(), id, unit_id, actor_id, '',"
                        + " 'EXTEND', false, 'x', '{}', '{}', created_at from trip.trip where id = '{booked}'"));
        all.put(
                "a message is sent twice",
                List.of(
                        "alter table notification.message drop constraint message_event_id_person_id_key",
                        "insert into notification.message (id, unit_id, person_id, event_id, template, trip_id, "
                                + "title_zh, title_en, body_zh, body_en, created_at) select gen_random_uuid(), "
                                + "unit_id, person_id, event_id, template, trip_id, title_zh, title_en, body_zh, "
                                + "body_en, created_at from notification.message where trip_id = '{cancelled}' "
                                + "limit 1"));
        return all;
    }

    private static Map<String, List<String>> plantedInTheEnd() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("a trip waits for nobody", List.of());
        all.put(
                "a settled trip does not know it",
                List.of("update trip.trip set state = 'ENDED' where id = '{settled}'"));
        all.put(
                "a finished trip has no receipt",
                List.of("update trip.trip set state = 'ENDED' where id = '{cancelled}'"));
        all.put(
                "a timer is parked or forgotten",
                List.of("update trip.timer set done_at = null, problem = 'x', parked_at = due_at where trip_id = "
                        + "'{booked}'"));
        all.put("an event is not sealed, or was given up", List.of(EVENT));
        all.put(
                "an order to a car outlives its trip",
                List.of("update device.command set state = 'SENT', ended_at = null where trip_id = '{settled}'"));
        all.put(
                "a declined trip has neither an offer nor a desk that knows",
                List.of("update trip.trip set state = 'DECLINED' where id = '{cancelled}'"));
        all.put(
                "a car is asked for that no trip needs",
                List.of("insert into partner.hold (id, operator_id, trip_id, vin, starts_at, ends_at, deadline, state) "
                        + "select b.id, gen_random_uuid(), b.trip_id, 'x', t.window_from, t.window_to, t.window_to, "
                        + "'CONFIRMED' from trip.booking b join trip.trip t on t.id = b.trip_id "
                        + "where b.trip_id = '{cancelled}' and b.kind = 'CAR'"));
        all.put(
                Transitions.NO_SUCH,
                List.of("with e as (insert into journal.event (id, type, occurred_at, recorded_at, subject_type,"
                        + " subject_id, trip_id, unit_id, commitment) select"
                        + " 'ffffffff-ffff-7fff-bfff-ffffffffffff', 'trip.archived', occurred_at, recorded_at,"
                        + " subject_type, subject_id, trip_id, unit_id, commitment from journal.event where"
                        + " trip_id = '{cancelled}' limit 1 returning id) insert into journal.payload (event_id,"
                        + " salt, body) select id, decode(repeat('00', 16), 'hex'), '{\"state\":\"ARCHIVED\"}'"
                        + " from e"));
        all.put(Transitions.ANOTHER, List.of("update trip.trip set state = 'EXPIRED' where id = '{cancelled}'"));
        return all;
    }

    @BeforeEach
    void aDay() throws SQLException {
        TestCity.ready();
        sql = new Sql();
        backstage = new Backstage(clock);
        town = new Town(sql);
        stage = new Stage(SEED, sql, town, backstage, new Calls());
        Database database = Arc.container().instance(Database.class).get();
        Budgets budgets = Arc.container().instance(Budgets.class).get();
        database.apart(
                        Scope.SYSTEM,
                        () -> budgets.allot(Stage.id(), stage.cast.budget(), Money.fen(1_000_000), backstage.now()))
                .await()
                .atMost(WAIT);
        town.crowd(backstage.now());
        trips.put("settled", ridden());
        trips.put("cancelled", book("PL-G01", 5));
        done(post("cancelled", "cancel", Map.of("reason", "会议取消")));
        trips.put("booked", book("PL-G01", 5));
        trips.put("waiting", book("PL-G01", 14 * 60));
        backstage.rest();
        stage.did("a day of trips");
    }

    @AfterEach
    void timeGoesOn() throws SQLException {
        town.close();
        backstage.release();
        sql.close();
    }

    @Test
    void each_break_is_named() throws SQLException {
        Checker checker = new Checker(sql);
        List<String> missed = new ArrayList<>();
        for (Map.Entry<String, List<String>> plant : PLANTED.entrySet()) {
            sql.alone(true);
            try {
                for (String statement : plant.getValue()) {
                    assertTrue(sql.run(filled(statement)) >= 0, statement);
                }
                List<String> broken = checker.atLast(stage.cast.unit(), stage.cast.budget(), backstage.now());
                if (broken.stream().noneMatch(words -> words.startsWith(plant.getKey()))) {
                    missed.add(plant.getKey() + " was not seen; seen was " + broken);
                }
            } finally {
                sql.undo();
                sql.alone(false);
            }
        }

        assertEquals(List.of(), missed);
        assertEquals(new TreeSet<>(Checker.sentences()), new TreeSet<>(PLANTED.keySet()), "every sentence is planted");
        stage.did("all is undone");
    }

    private String filled(String statement) {
        String filled = statement.replace("{unit}", stage.cast.unit().toString());
        for (Map.Entry<String, UUID> trip : trips.entrySet()) {
            filled = filled.replace("{" + trip.getKey() + "}", trip.getValue().toString());
        }
        return filled;
    }

    private UUID ridden() throws SQLException {
        UUID trip = book("PL-G01", 5);
        trips.put("settled", trip);
        List<String> car = sql.rows(
                        "select v.id, v.device_id, v.asset_no from trip.booking b join vehicle.vehicle v "
                                + "on v.id = b.vehicle_id where b.trip_id = ?",
                        trip)
                .get(0);
        UUID command = Stage.id();
        done(post("settled", "unlock", Map.of("assetNo", car.get(2), "commandId", command)));
        town.unlocked(UUID.fromString(car.get(0)));
        backstage.carProves(car.get(1), command);
        Round.WATCHERS.run();
        backstage.pass(Duration.ofMinutes(20));
        town.report(backstage.now());
        town.parked(UUID.fromString(car.get(0)), trip, 5000);
        done(post("settled", "end", null));
        backstage.rest();
        return trip;
    }

    private UUID book(String from, int minutesAhead) {
        Actor traveller = stage.cast.people().get(0);
        Map<String, Object> wish = Map.of(
                "id", Stage.id(),
                "from", Map.of("placeId", from),
                "to", Map.of("placeId", "PL-G03"),
                "departAt",
                        backstage.now().plus(Duration.ofMinutes(minutesAhead)).toString(),
                "passengers", 1);
        JsonNode plan = done(new Call("POST", "/api/v1/trip-plans", traveller.token(), wish))
                .body();
        JsonNode chosen = null;
        for (JsonNode option : plan.path("options")) {
            boolean ours = option.path("vehicle").path("calendar").asText("").equals("OURS");
            chosen = chosen == null && ours ? option : chosen;
        }
        assertTrue(chosen != null, () -> "no car of ours in " + plan);
        UUID trip = Stage.id();
        Map<String, Object> body = Map.of(
                "planId", plan.path("id").asText(),
                "optionId", chosen.path("id").asText(),
                "purpose", Map.of("category", "MEETING", "text", "参加协调会议研究工作"),
                "passengers", List.of(Map.of("name", "王建国")),
                "costCentre", stage.cast.costCentre(),
                "emergency", false);
        done(new Call("PUT", "/api/v1/trips/" + trip, traveller.token(), body));
        return trip;
    }

    private Call post(String trip, String deed, Map<String, Object> body) {
        return new Call(
                "POST",
                "/api/v1/trips/" + trips.get(trip) + "/" + deed,
                stage.cast.people().get(0).token(),
                body);
    }

    private Answer done(Call call) {
        Answer answer = stage.look(call);
        assertTrue(answer.isDone(), () -> call.path() + " answered " + answer + " " + answer.body());
        return answer;
    }
}
