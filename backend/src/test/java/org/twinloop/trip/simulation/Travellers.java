package org.twinloop.trip.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.identity.Role;
import org.twinloop.trip.simulation.Backstage.Round;
import org.twinloop.trip.simulation.Calls.Answer;
import org.twinloop.trip.simulation.Calls.Call;
import org.twinloop.trip.simulation.Cast.Actor;

/** What travellers and those who book for them ask for. */
final class Travellers {
    private static final List<List<String>> WAYS = List.of(
            List.of("PL-G01", "PL-G03"),
            List.of("PL-G01", "PL-G03"),
            List.of("PL-G03", "PL-G01"),
            List.of("PL-G01", "PL-K01"),
            List.of("PL-G03", "PL-G05"));

    private static final List<Integer> AHEAD = List.of(5, 5, 5, 20, 45, 90, 240, 1500);

    /** A trip that was sent, by whom, with what it answered. */
    private record Sent(UUID id, Actor by, Call call) {}

    /** A plan that can be chosen from. */
    private record Offered(Actor by, JsonNode plan) {}

    private final Stage stage;
    private final List<Sent> sent = new ArrayList<>();
    private final List<Offered> plans = new ArrayList<>();

    Travellers(Stage stage) {
        this.stage = stage;
    }

    void submit() throws SQLException {
        Offered offer = chosen();
        List<JsonNode> options = bookable(offer.plan());
        if (options.isEmpty()) {
            stage.did(offer.by() + " finds nothing to book");
            return;
        }
        send(offer, stage.any(options));
    }

    private void send(Offered offer, JsonNode option) throws SQLException {
        UUID id = Stage.id();
        Map<String, Object> body = request(offer, option);
        Call call = new Call("PUT", "/api/v1/trips/" + id, offer.by().token(), body);
        Map<String, Object> other = new HashMap<>(body);
        other.put("note", "something else");
        String who = offer.by() + " submits trip " + sent.size() + " by "
                + option.path("mode").asText()
                + option.path("vehicle").path("calendar").asText("")
                + (body.containsKey("travellerId") ? " for another" : "")
                + (Boolean.TRUE.equals(body.get("emergency")) ? ", emergency" : "");
        Answer answer = stage.asked(who, call, call.with(other));
        if (answer.isDone()) {
            sent.add(new Sent(id, offer.by(), call));
        }
    }

    /** A new plan, or one that somebody has still before them. */
    private Offered chosen() {
        if (!plans.isEmpty() && stage.chance(35)) {
            return stage.any(plans);
        }
        Actor by = stage.chance(15) ? one(Role.VEHICLE_ADMINISTRATOR) : stage.any(travelling());
        return plan(by, stage.any(WAYS), soon());
    }

    private Instant soon() {
        return stage.backstage.now().plus(Duration.ofMinutes(stage.any(AHEAD)));
    }

    /** The fleet desk stays at home: it ends what others leave behind, but never its own ride. */
    private List<Actor> travelling() {
        return stage.cast.people().stream()
                .filter(one -> !one.has(Role.FLEET_MANAGER))
                .toList();
    }

    private Offered plan(Actor by, List<String> way, Instant departAt) {
        Map<String, Object> body = Map.of(
                "id", Stage.id(),
                "from", Map.of("placeId", way.get(0)),
                "to", Map.of("placeId", way.get(1)),
                "departAt", departAt.toString(),
                "passengers", 1 + stage.random.nextInt(3));
        Answer answer = stage.look(new Call("POST", "/api/v1/trip-plans", by.token(), body));
        if (!answer.isDone()) {
            throw stage.broken("planning answered " + answer + " " + answer.body());
        }
        Offered offer = new Offered(by, answer.body());
        plans.add(offer);
        return offer;
    }

    private static List<JsonNode> bookable(JsonNode plan) {
        List<JsonNode> found = new ArrayList<>();
        plan.path("options").forEach(option -> {
            if (option.path("bookable").asBoolean(false)) {
                found.add(option);
            }
        });
        return found;
    }

    private Map<String, Object> request(Offered offer, JsonNode option) {
        Map<String, Object> body = new HashMap<>();
        body.put("planId", offer.plan().path("id").asText());
        body.put("optionId", option.path("id").asText());
        body.put("purpose", Map.of("category", stage.chance(75) ? "MEETING" : "EMERGENCY_DUTY", "text", "参加协调会议研究工作"));
        body.put("costCentre", stage.any(stage.cast.purses()).costCentre());
        body.put("emergency", stage.chance(10));
        List<Map<String, Object>> riding = new ArrayList<>();
        riding.add(Map.of("name", "王建国"));
        if (stage.chance(20)) {
            riding.add(Map.of("personId", stage.any(stage.cast.people()).id()));
        }
        body.put("passengers", riding);
        if (offer.by().has(Role.VEHICLE_ADMINISTRATOR) && stage.chance(60)) {
            body.put(
                    "travellerId",
                    stage.cast.people().get(stage.random.nextInt(3)).id());
        }
        return body;
    }

    void change() throws SQLException {
        Sent trip = stage.any(sent);
        Map<String, Object> body = new HashMap<>();
        body.put("reason", "会议改期");
        String what;
        if (stage.chance(40)) {
            Offered offer = plan(trip.by(), stage.any(WAYS), soon());
            List<JsonNode> options = bookable(offer.plan());
            if (options.isEmpty()) {
                return;
            }
            JsonNode option = stage.any(options);
            body.put("planId", offer.plan().path("id").asText());
            body.put("optionId", option.path("id").asText());
            what = " by " + option.path("mode").asText();
        } else {
            int minutes = stage.any(List.of(-30, -10, 15, 30, 60, 120, 600));
            Instant until = Instant.parse(stage.sql.value(
                    "select to_char(window_to at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') from trip.trip "
                            + "where id = ?",
                    trip.id()));
            body.put("until", until.plus(Duration.ofMinutes(minutes)).toString());
            what = " by " + minutes + " min";
        }
        Call call = new Call(
                "PUT",
                "/api/v1/trips/" + trip.id() + "/changes/" + Stage.id(),
                trip.by().token(),
                body);
        Map<String, Object> other = new HashMap<>(body);
        other.put("reason", "another reason");
        stage.asked(trip.by() + " changes trip " + sent.indexOf(trip) + what, call, call.with(other));
    }

    void giveUp() throws SQLException {
        Sent trip = stage.any(sent);
        String how = stage.chance(60) ? "cancel" : "withdraw";
        stage.ask(
                trip.by() + " " + how + "s trip " + sent.indexOf(trip),
                post(trip.by(), trip.id(), how, Map.of("reason", "会议取消")));
    }

    void say() throws SQLException {
        Sent trip = stage.any(sent);
        boolean disputes = stage.chance(30);
        stage.ask(
                trip.by() + (disputes ? " disputes trip " : " confirms trip ") + sent.indexOf(trip),
                post(
                        trip.by(),
                        trip.id(),
                        "confirmation",
                        disputes ? Map.of("verdict", "DISPUTE", "statement", "里程不符") : Map.of("verdict", "CONFIRM")));
    }

    /**
     * Those who could share a car, or share one, say yes or no; where nobody could, two set out for the same place.
     * Answers the trip whose shared car is waited for now.
     */
    Optional<UUID> share() throws SQLException {
        List<List<String>> pools = stage.sql.rows(
                "select m.id, m.state, h.actor_id, g.actor_id, h.id, g.id from trip.pool_proposal m "
                        + "join trip.trip h on h.id = m.host_trip_id join trip.trip g on g.id = m.guest_trip_id "
                        + "where m.guest_unit_id = ? and (m.state = 'PROPOSED' or m.state = 'MERGED' "
                        + "and h.state = 'BOOKED') order by m.id",
                stage.cast.unit());
        if (pools.isEmpty()) {
            setOutTogether();
            return Optional.empty();
        }
        List<String> pool = stage.any(pools);
        boolean merged = pool.get(1).equals("MERGED");
        if (merged && stage.chance(70)) {
            return Optional.of(UUID.fromString(pool.get(4)));
        }
        int first = 2 + stage.random.nextInt(2);
        say(pool, first, stage.chance(merged ? 40 : 90));
        if (!merged && stage.chance(70)) {
            say(pool, 5 - first, stage.chance(90));
        }
        return Optional.empty();
    }

    private void say(List<String> pool, int who, boolean yes) throws SQLException {
        Actor by = stage.cast.person(UUID.fromString(pool.get(who)));
        stage.ask(
                by + " says " + (yes ? "yes" : "no") + " to a car for trips " + index(UUID.fromString(pool.get(4)))
                        + " and " + index(UUID.fromString(pool.get(5))),
                new Call(
                        "POST",
                        "/api/v1/pool-proposals/" + pool.get(0) + "/answer",
                        by.token(),
                        Map.of("answer", yes ? "ACCEPT" : "DECLINE")),
                "from trip.pool_proposal");
    }

    /** Each asks for a car of ours, and they are asked whether one would do. */
    private void setOutTogether() throws SQLException {
        List<String> way = stage.any(WAYS.subList(0, 3));
        Instant departAt = stage.backstage.now().plus(Duration.ofMinutes(60));
        List<Actor> two = new ArrayList<>(travelling());
        Collections.shuffle(two, stage.random);
        for (int i = 0; i < 2; i++) {
            Offered offer = plan(two.get(i), way, departAt.plus(Duration.ofMinutes(5L * i)));
            List<JsonNode> ours = bookable(offer.plan()).stream()
                    .filter(option ->
                            option.path("vehicle").path("calendar").asText("").equals("OURS"))
                    .toList();
            if (!ours.isEmpty()) {
                send(offer, ours.get(0));
            }
        }
        Round.WATCHERS.run();
        Round.POOLS.run();
        stage.did(two.get(0) + " and " + two.get(1) + " go the same way");
    }

    /** A call of long ago comes once more: the trip it made is answered, however it stands now. */
    void repeat() {
        Sent trip = stage.any(sent);
        Answer answer = stage.look(trip.call());
        if (answer.status() != 200
                || !answer.body().path("id").asText().equals(trip.id().toString())) {
            throw stage.broken("trip " + sent.indexOf(trip) + " sent once more answered " + answer);
        }
        stage.did(trip.by() + " sends trip " + sent.indexOf(trip) + " once more → " + answer);
    }

    /** Somebody who has a role. */
    Actor one(Role role) {
        return stage.any(
                stage.cast.people().stream().filter(one -> one.has(role)).toList());
    }

    /** The how many-eth trip of the day it is; -1 for none of it. */
    int index(UUID trip) {
        for (int i = 0; i < sent.size(); i++) {
            if (sent.get(i).id().equals(trip)) {
                return i;
            }
        }
        return -1;
    }

    /** Any trip of the day. */
    UUID any() {
        return stage.any(sent).id();
    }

    boolean isIdle() {
        return sent.isEmpty();
    }

    static Call post(Actor by, UUID trip, String deed, Map<String, Object> body) {
        return new Call("POST", "/api/v1/trips/" + trip + "/" + deed, by.token(), body);
    }
}
