package org.twinloop.journeys;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * J12: a civil servant's morning in which things go wrong: two are to be somewhere at a stated hour, the promised car
 * falls silent before they leave their desk, the meeting overruns, a supervisor looks, the bay was blocked.
 */
@QuarkusTest
@TestProfile(City.class)
class J12_CivilServantsDayTest {
    /** Of the city; far enough ahead for a car to be silent for twenty minutes before. */
    private static final Duration AHEAD = Duration.ofMinutes(40);

    /** Real seconds: the rest of the morning. */
    private static final int SILENT_S = 120;

    private static final int TRIES_MAX = 8;
    private static final Set<String> HEALED_OR_OFFERED = Set.of("trip.healed", "trip.heal-offered", "trip.stranded");
    private static final Duration OVERRUN = Duration.ofMinutes(40);

    private Simulator city;
    private Phone wang;

    @BeforeEach
    void city() {
        city = City.awake();
        wang = Phone.of("wang");
    }

    @Test
    void a_morning_in_which_things_go_wrong_ends_with_a_receipt_that_explains_itself() {
        SelfDrive moved = Stream.generate(this::bookedAndMoved)
                .limit(TRIES_MAX)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no equal car was found in " + TRIES_MAX + " tries"));
        UUID trip = moved.id();
        assertEquals("BOOKED", wang.get("/trips/" + trip).getString("state"), "nobody has to approve it again");
        assertEquals(200, wang.ask("/trips/" + trip + "/offline-key").statusCode(), "for the basement");

        untilItMayBeOpened(trip);
        moved.unlock();
        Instant until = extended(trip);
        Phone wu = Phone.of("wu");
        try (Live live = Live.of(wu, trip)) {
            live.awaitEvent("position");
        }
        moved.end();
        JsonPath receipt = moved.receipt();

        assertEquals(
                receipt.getInt("totalFen"),
                receipt.getList("lines.amountFen", Integer.class).stream()
                        .mapToInt(Integer::intValue)
                        .sum());
        JsonPath looks = wang.get("/trips/" + trip + "/looks");
        assertEquals(List.of("LIVE"), looks.getList("items.what"), "who looked is shown to whom it was looked at");
        assertTrue(looks.getString("items[0].roles").contains("SUPERVISOR"));
        JsonPath over = wang.untilTripIs(trip, "SETTLED");
        assertEquals(until.toString(), over.getString("until"));
        assertEquals(0, over.getInt("heldFen"));
        assertDisputed(trip);
        assertTheChainTellsIt(trip);
    }

    /** There at a stated hour, for two; null when no car of ours stands near any of the places. */
    private SelfDrive tryToBook() {
        for (String[] way : SelfDrive.INNER_WAYS) {
            Instant departAt = wang.cityTime().plus(AHEAD);
            Map<String, Object> request = Map.of(
                    "id", UUID.randomUUID().toString(),
                    "from", Map.of("placeId", way[0]),
                    "to", Map.of("placeId", way[1]),
                    "departAt", departAt.toString(),
                    "passengers", 2,
                    "purposeCategory", "MEETING");
            JsonPath plan = wang.post("/trip-plans", request)
                    .then()
                    .statusCode(201)
                    .extract()
                    .jsonPath();
            String option = SelfDrive.offered(plan);
            if (option != null) {
                Response answer = wang.submit(UUID.randomUUID(), wang.wish(plan, option));
                if (answer.statusCode() == 201) {
                    SelfDrive.agreed(wang, answer.jsonPath());
                    return SelfDrive.of(wang, answer.jsonPath());
                }
                assertEquals(409, answer.statusCode(), answer::asString);
            }
        }
        return null;
    }

    /**
     * A trip whose car falls silent, with the car that is promised instead. Null when no equal one stands near: then
     * other ways are offered, and one tries again from elsewhere.
     */
    private SelfDrive bookedAndMoved() {
        SelfDrive promised = await("a car for two")
                .atMost(Phone.PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(this::tryToBook, Objects::nonNull);
        city.act("/cars/" + promised.plate() + "/cut", Map.of("seconds", SILENT_S));
        JsonPath inbox =
                wang.until("/messages", seen -> !Collections.disjoint(kinds(seen, promised.id()), HEALED_OR_OFFERED));
        if (kinds(inbox, promised.id()).contains("trip.healed")) {
            SelfDrive moved = SelfDrive.of(wang, wang.get("/trips/" + promised.id()));
            assertNotEquals(promised.plate(), moved.plate());
            return moved;
        }
        assertEquals(
                200,
                wang.post("/trips/" + promised.id() + "/cancel", Map.of("reason", "换一处出发"))
                        .statusCode());
        return null;
    }

    private static List<String> kinds(JsonPath inbox, UUID trip) {
        return inbox.getList("items.findAll { it.tripId == '" + trip + "' }.kind");
    }

    /** The time of the car begins ten minutes before the departure. */
    private void untilItMayBeOpened(UUID trip) {
        Instant from =
                Instant.parse(wang.get("/trips/" + trip).getString("departAt")).minus(Duration.ofMinutes(5));
        wang.until("/system", city -> !Instant.parse(city.getString("cityTime")).isBefore(from));
    }

    /** Forty minutes more, granted at once since nobody has the car next. */
    private Instant extended(UUID trip) {
        Instant until =
                Instant.parse(wang.get("/trips/" + trip).getString("until")).plus(OVERRUN);
        Map<String, Object> change = Map.of("until", until.toString(), "reason", "会议延时");
        Response answer = wang.request().body(change).put("/api/v1/trips/" + trip + "/changes/" + UUID.randomUUID());
        assertEquals(200, answer.statusCode(), answer::asString);
        assertEquals("IN_PROGRESS", answer.jsonPath().getString("state"));
        return until;
    }

    private void assertDisputed(UUID trip) {
        Response answer =
                wang.post("/trips/" + trip + "/confirmation", Map.of("verdict", "DISPUTE", "statement", "还车位被占，多停十分钟"));
        assertEquals(200, answer.statusCode(), answer::asString);
        assertEquals("DISPUTED", answer.jsonPath().getString("confirmation.how"));
    }

    private void assertTheChainTellsIt(UUID trip) {
        List<String> events =
                Phone.of("zheng").get("/trips/" + trip + "/events").getList("items.type");
        for (String type : List.of("trip.booked", "trip.healed", "trip.changed", "trip.disputed", "trip.settled")) {
            assertTrue(events.contains(type), () -> type + " is not among " + events);
        }
    }
}
