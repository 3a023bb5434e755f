package org.twinloop.trip.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.twinloop.identity.Role;
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
        JsonNode option = stage.any(options);
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
        return plan(stage.chance(15) ? one(Role.VEHICLE_ADMINISTRATOR) : stage.any(travelling()));
    }

    /** The fleet desk stays at home: it ends what others leave behind, but never its own ride. */
    private List<Actor> travelling() {
        return stage.cast.people().stream()
                .filter(one -> !one.has(Role.FLEET_MANAGER))
                .toList();
    }

    private Offered plan(Actor by) {
        List<String> way = stage.any(WAYS);
        Instant departAt = stage.backstage.now().plus(Duration.ofMinutes(stage.any(AHEAD)));
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
        body.put("purpose", Map.of("category", stage.chance(85) ? "MEETING" : "EMERGENCY_DUTY", "text", "参加协调会议研究工作"));
        body.put("costCentre", stage.cast.costCentre());
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
            Offered offer = plan(trip.by());
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
