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
import org.twinloop.identity.Role;
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

    private static final Map<String, List<String>> PLANTED = Plants.all();

    @Inject
    CityClock clock;

    private Sql sql;
    private Backstage backstage;
    private Town town;
    private Stage stage;
    private final Map<String, UUID> trips = new HashMap<>();

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
                        () -> budgets.allot(
                                Stage.id(),
                                stage.cast.purses().get(0).account(),
                                Money.fen(1_000_000),
                                backstage.now()))
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
                List<String> broken = checker.atLast(stage.cast.unit(), backstage.now());
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
        return filled.replace("{approver}", who(Role.APPROVER)).replace("{fleet}", who(Role.FLEET_MANAGER));
    }

    private String who(Role role) {
        return stage.cast.people().stream()
                .filter(one -> one.has(role))
                .findFirst()
                .orElseThrow()
                .id()
                .toString();
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
                "costCentre", stage.cast.purses().get(0).costCentre(),
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
