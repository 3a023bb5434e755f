package org.twinloop.journeys;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** An official trip in a car one drives oneself, step by step, over the public interface. */
final class SelfDrive {

    /** Short ways between inner places; tried in turn until a charged car stands near the first. */
    static final List<String[]> INNER_WAYS = List.of(
            new String[] {"PL-K02", "PL-G06"},
            new String[] {"PL-K05", "PL-G04"},
            new String[] {"PL-G01", "PL-K02"},
            new String[] {"PL-G05", "PL-K03"},
            new String[] {"PL-K03", "PL-G05"});

    /** The reservation begins ten minutes before the departure, so such a car opens at once. */
    private static final Duration AHEAD = Duration.ofMinutes(6);

    /** Approves for the unit of the journeys' travellers. */
    private static final String APPROVER = "zhou";

    private final Phone traveller;
    private final UUID id;
    private String plate;

    private SelfDrive(Phone traveller, UUID id, String plate) {
        this.traveller = traveller;
        this.id = id;
        this.plate = plate;
    }

    /** A trip that somebody has booked. */
    static SelfDrive of(Phone traveller, JsonPath trip) {
        return new SelfDrive(
                traveller,
                UUID.fromString(trip.getString("id")),
                trip.getString("legs.bookings.flatten().find { it.kind == 'CAR' }.vehicle.plate"));
    }

    /** Books a car of ours; asks again, as a person would, when somebody was quicker. */
    static SelfDrive book(Phone traveller) {
        return await("a car for " + traveller.login())
                .atMost(Phone.PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> tryToBook(traveller), Objects::nonNull);
    }

    private static SelfDrive tryToBook(Phone traveller) {
        for (String[] way : INNER_WAYS) {
            JsonPath plan = traveller.plan(way, traveller.cityTime().plus(AHEAD));
            String option = offered(plan);
            if (option != null && leadsElsewhere(plan, option)) {
                Response answer = traveller.submit(UUID.randomUUID(), traveller.wish(plan, option));
                if (answer.statusCode() != 409) {
                    assertEquals(201, answer.statusCode(), answer::asString);
                    agreed(traveller, answer.jsonPath());
                    return of(traveller, answer.jsonPath());
                }
            }
        }
        return null;
    }

    /** The first car of ours; after working hours it needs an approval. */
    static String offered(JsonPath plan) {
        return plan.getString("options.find { it.mode == 'EV' && it.bookable && it.vehicle.calendar == 'OURS' }.id");
    }

    /** Journeys on a slow machine last into the evening of the city: then the unit's approver agrees. */
    static void agreed(Phone traveller, JsonPath trip) {
        if (trip.getString("state").equals("SUBMITTED")) {
            UUID id = UUID.fromString(trip.getString("id"));
            Response decided = traveller.colleague(APPROVER).decide(id, "APPROVE", "同意");
            assertEquals(200, decided.statusCode(), decided::asString);
            traveller.untilTripIs(id, "BOOKED");
        }
    }

    /** A car that stands where it is to be returned could be given back at once. */
    private static boolean leadsElsewhere(JsonPath plan, String option) {
        plan.setRootPath("options.find { it.id == '" + option + "' }");
        String from = plan.getString("vehicle.stopNameZh");
        String to = plan.getString("returnStop.nameZh");
        plan.setRootPath("");
        return !to.equals(from);
    }

    UUID id() {
        return id;
    }

    String plate() {
        return plate;
    }

    Phone traveller() {
        return traveller;
    }

    /** Opens the car, by now perhaps another than was booked; a command lives two minutes, so one presses again. */
    void unlock() {
        plate = of(traveller, traveller.get("/trips/" + id)).plate();
        String assetNo = traveller.get("/demo/vehicles/" + plate + "/asset-no").getString("assetNo");
        await("car " + plate + " to open").atMost(Phone.PATIENCE).until(() -> opens(assetNo));
        traveller.untilTripIs(id, "IN_PROGRESS");
    }

    private boolean opens(String assetNo) {
        String command = UUID.randomUUID().toString();
        Response sent = traveller.post("/trips/" + id + "/unlock", Map.of("assetNo", assetNo, "commandId", command));
        assertEquals(202, sent.statusCode(), sent::asString);
        JsonPath ended = traveller.until(
                "/trips/" + id + "/commands",
                commands -> Set.of("CONFIRMED", "FAILED", "EXPIRED").contains(stateOf(commands, command)));
        return stateOf(ended, command).equals("CONFIRMED");
    }

    private static String stateOf(JsonPath commands, String id) {
        return commands.getString("items.find { it.id == '" + id + "' }.state");
    }

    /** The checks refuse until the car stands where it must, closed and plugged. */
    void end() {
        await("return of car " + plate)
                .atMost(Phone.PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> tryToEnd().statusCode() == 200);
    }

    Response tryToEnd() {
        return traveller.post("/trips/" + id + "/end");
    }

    JsonPath receipt() {
        return traveller.until("/trips/" + id + "/receipt", paper -> paper.getInt("totalFen") > 0);
    }
}
