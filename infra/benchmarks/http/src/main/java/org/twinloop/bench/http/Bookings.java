package org.twinloop.bench.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.twinloop.bench.frame.Api;
import org.twinloop.bench.frame.Api.Traveller;
import org.twinloop.bench.frame.LoadGenerator.Call;

/**
 * Trips that can all be booked at once: every traveller at most once in a window of time, every car at most once in a
 * window, each with a plan of its own. A round submits all of them; cancelling frees all for the next round.
 */
final class Bookings {
    /** How far ahead policy lets one book. */
    private static final int DAYS_AHEAD_MAX = 14;

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final List<LocalTime> WINDOWS = List.of(
            LocalTime.of(8, 30), LocalTime.of(10, 15), LocalTime.of(12, 0), LocalTime.of(13, 45), LocalTime.of(15, 30));
    /** From each unit to the next one of this ring, all in the inner loop and a short drive apart. */
    private static final List<String> RING =
            List.of("PL-G01", "PL-G05", "PL-K02", "PL-G06", "PL-K03", "PL-K05", "PL-G08", "PL-K04", "PL-G04", "PL-G02");

    /** What one submission sends. */
    record Request(Traveller traveller, Buffer body) {}

    private final List<Request> requests = new ArrayList<>();

    private Bookings(List<Request> requests) {
        this.requests.addAll(requests);
    }

    int count() {
        return requests.size();
    }

    Request request(int number) {
        return requests.get(number);
    }

    /** Plans until there are enough requests; the answers of the planner tell which car is free when. */
    static Bookings prepare(Api api, List<Traveller> travellers, int wanted) throws IOException, InterruptedException {
        List<Request> requests = new ArrayList<>();
        Instant cityTime =
                Instant.parse(api.get("/system", null).get("cityTime").asText());
        LocalDate day = LocalDate.ofInstant(cityTime, SHANGHAI);
        int asked = 0;
        int windows = 0;
        for (int ahead = 0; ahead < DAYS_AHEAD_MAX && requests.size() < wanted; ahead++) {
            day = day.plusDays(1);
            if (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
                continue;
            }
            for (LocalTime window : WINDOWS) {
                Instant departAt = day.atTime(window).atZone(SHANGHAI).toInstant();
                asked += fill(api, turn(travellers, windows++), departAt, requests, wanted);
            }
        }
        if (requests.size() < wanted) {
            throw new IllegalStateException(
                    "only " + requests.size() + " of " + wanted + " trips can be booked after " + asked + " plans");
        }
        return new Bookings(requests);
    }

    /** The travellers of a window: one for each start of the ring, since the next there is offered the same cars. */
    private static List<Traveller> turn(List<Traveller> travellers, int window) {
        List<Traveller> turn = new ArrayList<>();
        for (int i = 0; i < Math.min(RING.size(), travellers.size()); i++) {
            turn.add(travellers.get((window * RING.size() + i) % travellers.size()));
        }
        return turn;
    }

    private static int fill(Api api, List<Traveller> travellers, Instant departAt, List<Request> requests, int wanted)
            throws IOException, InterruptedException {
        Set<String> cars = new HashSet<>();
        int asked = 0;
        for (int i = 0; i < travellers.size() && requests.size() < wanted; i++) {
            Traveller traveller = travellers.get(i);
            String from = RING.get(i);
            String to = RING.get((i + 1) % RING.size());
            JsonNode plan = api.post("/trip-plans", traveller.token(), planRequest(from, to, departAt));
            asked++;
            for (JsonNode option : plan.get("options")) {
                if (isBookedAtOnce(option)
                        && cars.add(option.get("vehicle").get("id").asText())) {
                    requests.add(new Request(traveller, tripRequest(plan, option, traveller)));
                    break;
                }
            }
        }
        return asked;
    }

    private static JsonNode planRequest(String from, String to, Instant departAt) {
        ObjectNode request = Api.JSON.createObjectNode();
        request.put("id", UUID.randomUUID().toString());
        request.putObject("from").put("placeId", from);
        request.putObject("to").put("placeId", to);
        request.put("departAt", departAt.toString());
        request.put("passengers", 1);
        request.put("purposeCategory", "INSPECTION");
        return request;
    }

    /** A car whose calendar is ours, in policy: one transaction books it, nobody else is asked. */
    private static boolean isBookedAtOnce(JsonNode option) {
        return option.get("mode").asText().equals("EV")
                && option.get("bookable").asBoolean()
                && option.get("policy").get("outcome").asText().equals("IN_POLICY")
                && option.get("vehicle").get("calendar").asText().equals("OURS");
    }

    private static Buffer tripRequest(JsonNode plan, JsonNode option, Traveller traveller) {
        ObjectNode request = Api.JSON.createObjectNode();
        request.put("planId", plan.get("id").asText());
        request.put("optionId", option.get("id").asText());
        request.putObject("purpose").put("category", "INSPECTION").put("text", "到基层单位调研检查工作");
        request.putArray("passengers").addObject().put("personId", traveller.personId());
        request.put("costCentre", traveller.costCentre());
        request.put("emergency", false);
        return Buffer.buffer(request.toString());
    }

    /** One round: the ids are new, what they book is the same. */
    Round round() {
        List<String> ids = new ArrayList<>();
        requests.forEach(request -> ids.add(UUID.randomUUID().toString()));
        return new Round(ids);
    }

    final class Round {
        private final List<String> ids;

        private Round(List<String> ids) {
            this.ids = ids;
        }

        String id(int number) {
            return ids.get(number);
        }

        Call submit(int number) {
            Request request = requests.get(number);
            return new Call(
                    HttpMethod.PUT,
                    "/api/v1/trips/" + ids.get(number),
                    request.traveller().token(),
                    request.body());
        }

        Call read(int number) {
            int which = number % ids.size();
            return new Call(
                    HttpMethod.GET,
                    "/api/v1/trips/" + ids.get(which),
                    requests.get(which).traveller().token(),
                    null);
        }

        Call cancel(int number) {
            return new Call(
                    HttpMethod.POST,
                    "/api/v1/trips/" + ids.get(number) + "/cancel",
                    requests.get(number).traveller().token(),
                    Buffer.buffer(Api.JSON.valueToTree(Map.of("reason", "会议取消")).toString()));
        }
    }
}
