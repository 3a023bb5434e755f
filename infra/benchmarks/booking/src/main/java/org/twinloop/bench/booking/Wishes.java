package org.twinloop.bench.booking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.twinloop.bench.booking.LargeFleet.Ready;
import org.twinloop.bench.booking.LargeFleet.Template;
import org.twinloop.bench.booking.LargeFleet.Wanted;
import org.twinloop.bench.frame.Api;
import org.twinloop.bench.frame.Api.Traveller;
import org.twinloop.bench.frame.LoadGenerator.Call;

/** What is asked for: plans of a few real ways, for many cars and times, as requests. */
final class Wishes {
    static final String BOOK = "book";
    static final String EXTEND = "extend";
    static final String SHORTEN = "shorten";
    static final String CANCEL = "cancel";
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    /** From each unit to the next one of this ring, all in the inner loop and a short drive apart. */
    private static final List<String> RING =
            List.of("PL-G01", "PL-G05", "PL-K02", "PL-G06", "PL-K03", "PL-K05", "PL-G08", "PL-K04", "PL-G04", "PL-G02");

    private static final int FIRST_HOUR = 9;
    private static final int DAYS_AHEAD_MAX = 13;
    /** Between two uses of a day that never meet; three of them end before the working day does. */
    private static final Duration APART = Duration.ofMinutes(165);

    private static final int USES_A_DAY = 3;
    private static final Duration STEP = Duration.ofMinutes(15);

    private final LargeFleet fleet;
    private final List<Traveller> travellers;
    private final List<Template> templates = new ArrayList<>();

    Wishes(LargeFleet fleet, List<Traveller> travellers) {
        this.fleet = fleet;
        this.travellers = travellers;
    }

    /** Plans each way of the ring once by the planner; the next working days are all like that one. */
    void askPlanner(Api api) throws IOException, InterruptedException, SQLException {
        Instant cityTime =
                Instant.parse(api.get("/system", null).get("cityTime").asText());
        Instant departAt = workdays(LocalDate.ofInstant(cityTime, SHANGHAI))
                .get(0)
                .atTime(FIRST_HOUR, 0)
                .atZone(SHANGHAI)
                .toInstant();
        Traveller traveller = travellers.get(0);
        for (int i = 0; i < RING.size(); i++) {
            JsonNode plan = api.post(
                    "/trip-plans",
                    traveller.token(),
                    planRequest(RING.get(i), RING.get((i + 1) % RING.size()), departAt));
            for (JsonNode option : plan.get("options")) {
                if (isBookedAtOnce(option)) {
                    templates.add(fleet.template(id(plan), id(option)));
                    break;
                }
            }
        }
        if (templates.isEmpty()) {
            throw new IllegalStateException("no way of the ring can be driven with a car that is booked at once");
        }
    }

    Template first() {
        return templates.get(0);
    }

    /** A wish for each car from one on; neighbours in the list for other times and stops. */
    List<Ready> eachAnotherCar(int first, int count) throws SQLException {
        List<Duration> uses = uses();
        List<Wanted> wanted = new ArrayList<>();
        for (int car = first; car < first + count; car++) {
            wanted.add(new Wanted(
                    travellers.get(car % travellers.size()),
                    templates.get(car / uses.size() % templates.size()),
                    car,
                    uses.get(car % uses.size())));
        }
        return fleet.plan(wanted);
    }

    /** One wish of each traveller, all for this car and one time. */
    List<Ready> sameCar(int car) throws SQLException {
        List<Wanted> wanted = new ArrayList<>();
        travellers.forEach(traveller -> wanted.add(new Wanted(traveller, first(), car, Duration.ZERO)));
        return fleet.plan(wanted);
    }

    /** Wishes for the first few cars at any time of the working days, so that many of them meet. */
    List<Ready> meeting(int count, int cars, Random random) throws SQLException {
        List<Duration> days = uses();
        List<Wanted> wanted = new ArrayList<>();
        int steps = (int) (APART.toMinutes() * USES_A_DAY / STEP.toMinutes());
        for (int i = 0; i < count; i++) {
            Duration day = days.get(random.nextInt(days.size() / USES_A_DAY) * USES_A_DAY);
            wanted.add(new Wanted(
                    travellers.get(random.nextInt(travellers.size())),
                    templates.get(random.nextInt(templates.size())),
                    random.nextInt(cars),
                    day.plus(STEP.multipliedBy(random.nextInt(steps)))));
        }
        return fleet.plan(wanted);
    }

    /** How much later than the templates one can leave so that no use meets another. */
    private List<Duration> uses() {
        LocalDate day = LocalDate.ofInstant(first().departAt(), SHANGHAI);
        List<LocalDate> days = new ArrayList<>(List.of(day));
        days.addAll(workdays(day));
        List<Duration> uses = new ArrayList<>();
        for (LocalDate one : days) {
            for (int use = 0; use < USES_A_DAY; use++) {
                uses.add(Duration.ofDays(one.toEpochDay() - day.toEpochDay()).plus(APART.multipliedBy(use)));
            }
        }
        return uses;
    }

    /** Working days after a day, within what policy lets one book ahead. */
    private static List<LocalDate> workdays(LocalDate after) {
        return after.plusDays(1)
                .datesUntil(after.plusDays(DAYS_AHEAD_MAX - 3L))
                .filter(day -> day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY)
                .toList();
    }

    private static UUID id(JsonNode thing) {
        return UUID.fromString(thing.get("id").asText());
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

    /** A shared car whose calendar is ours, in policy, with a pile at its return: one transaction, nobody is asked. */
    private static boolean isBookedAtOnce(JsonNode option) {
        return option.get("mode").asText().equals("EV")
                && option.get("bookable").asBoolean()
                && option.get("policy").get("outcome").asText().equals("IN_POLICY")
                && option.get("vehicle").get("calendar").asText().equals("OURS")
                && !option.hasNonNull("chargingStop")
                && option.path("returnStop").hasNonNull("pile")
                && option.get("holdFen").asLong() > 0;
    }

    /** The request of a wish under an id. */
    Call submit(Ready ready, String tripId, int number) {
        ObjectNode request = Api.JSON.createObjectNode();
        request.put("planId", ready.planId().toString());
        request.put("optionId", ready.optionId().toString());
        request.putObject("purpose").put("category", "INSPECTION").put("text", "到基层单位调研检查工作");
        request.putArray("passengers")
                .addObject()
                .put("personId", ready.traveller().personId());
        request.put("costCentre", fleet.budget(ready.traveller(), number));
        request.put("emergency", false);
        return call(HttpMethod.PUT, tripId, "", ready, request, BOOK);
    }

    static Call cancel(Ready ready, String tripId) {
        return call(
                HttpMethod.POST,
                tripId,
                "/cancel",
                ready,
                Api.JSON.createObjectNode().put("reason", "会议取消"),
                CANCEL);
    }

    /** The same car for so much longer, or shorter. */
    static Call until(Ready ready, String tripId, Duration longer) {
        ObjectNode change = Api.JSON.createObjectNode();
        change.put("until", ready.windowTo().plus(longer).toString());
        change.put("reason", "会议延长");
        String kind = longer.isNegative() ? SHORTEN : EXTEND;
        return call(HttpMethod.PUT, tripId, "/changes/" + UUID.randomUUID(), ready, change, kind);
    }

    private static Call call(HttpMethod method, String tripId, String deed, Ready ready, JsonNode body, String kind) {
        return new Call(
                method,
                "/api/v1/trips/" + tripId + deed,
                ready.traveller().token(),
                Buffer.buffer(body.toString()),
                kind);
    }
}
