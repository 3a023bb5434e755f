package org.twinloop.journeys;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * B01: a civil servant goes by a bicycle that stands near, as the operator's feed tells it: asks, opens it by the
 * operator's link, tells that the ride begins and ends, or the operator does; the budget pays the tariff.
 */
@QuarkusTest
@TestProfile(City.class)
class B01_BicycleTest {
    /** Of the city; a bicycle is no promise for much later. */
    private static final Duration AHEAD = Duration.ofMinutes(6);

    private static final String BIKE = "legs.find { it.kind == 'BIKE' }";

    private Phone wang;

    @BeforeEach
    void city() {
        City.awake();
        wang = Phone.of("wang");
    }

    @Test
    void a_ride_the_traveller_tells_of_is_paid_from_the_budget() {
        long spent = spentFen();
        UUID trip = booked();
        JsonPath view = wang.get("/trips/" + trip);
        assertTrue(view.getString(BIKE + ".bookings[0].bike.webUrl").startsWith("https://bike.example/unlock/"));
        assertTrue(view.getInt("heldFen") > 0, "the tariff's estimate is held");
        String order = view.getString(BIKE + ".bookings[0].id");

        assertEquals("IN_PROGRESS", tell(trip, "begin").getString("state"));
        assertEquals("DONE", tell(trip, "end").getString(BIKE + ".state"));

        int paid = settled(trip);
        assertTrue(spentFen() >= spent + paid, "the budget has paid it");
        Phone.of("partner-mbk")
                .until(
                        "/partner/orders?period=2026-10",
                        page -> page.getList("items.platformOrderId").contains(order));
    }

    @Test
    void a_ride_its_operator_recorded_is_paid_as_recorded() {
        UUID trip = booked();
        JsonPath booking = wang.get("/trips/" + trip).setRootPath(BIKE + ".bookings[0]");
        Phone operator = Phone.of("partner-mbk");
        Instant began = wang.cityTime();
        String ride = "/partner/bike-rides/B01-" + trip;
        Map<String, String> record = Map.of(
                "bikeId", booking.getString("bike.id"), "orderId", booking.getString("id"), "startedAt", "" + began);
        assertEquals(200, operator.put(ride, record).statusCode());
        wang.untilTripIs(trip, "IN_PROGRESS");
        Instant ended = began.plus(Duration.ofMinutes(31));
        wang.until("/system", city -> Instant.parse(city.getString("cityTime")).isAfter(ended));

        Map<String, String> whole = Map.of(
                "bikeId", record.get("bikeId"), "startedAt", record.get("startedAt"), "endedAt", ended.toString());
        assertEquals(200, operator.put(ride, whole).statusCode());

        assertEquals(250, settled(trip), "15 minutes and two times 15 begun");
        assertEquals(ended.toString(), wang.get("/trips/" + trip).getString(BIKE + ".endedAt"));
    }

    private UUID booked() {
        return await("a bicycle").atMost(Phone.PATIENCE).until(this::tryToBook, Objects::nonNull);
    }

    /** Null when none stands near any of the places, or somebody was quicker. */
    private UUID tryToBook() {
        for (String[] way : SelfDrive.INNER_WAYS) {
            JsonPath plan = wang.plan(way, wang.cityTime().plus(AHEAD));
            String option = Phone.option(plan, "BIKE");
            if (option != null) {
                Response answer = wang.submit(UUID.randomUUID(), wang.wish(plan, option));
                assertTrue(List.of(201, 409).contains(answer.statusCode()), answer::asString);
                if (answer.statusCode() == 201) {
                    SelfDrive.agreed(wang, answer.jsonPath());
                    return UUID.fromString(answer.jsonPath().getString("id"));
                }
            }
        }
        return null;
    }

    private JsonPath tell(UUID trip, String deed) {
        String leg = wang.get("/trips/" + trip).getString(BIKE + ".id");
        Response answer = wang.post("/trips/" + trip + "/legs/" + leg + "/" + deed);
        assertEquals(200, answer.statusCode(), answer::asString);
        return answer.jsonPath();
    }

    private int settled(UUID trip) {
        JsonPath over = wang.untilTripIs(trip, "SETTLED");
        assertEquals(0, over.getInt("heldFen"));
        JsonPath receipt = wang.get("/trips/" + trip + "/receipt");
        assertEquals(over.getInt("receiptFen"), receipt.getInt("totalFen"));
        assertTrue(receipt.getInt("totalFen") > 0);
        return receipt.getInt("totalFen");
    }

    private long spentFen() {
        return wang.get("/budgets").getLong("items.find { it.code == '" + wang.costCentre() + "' }.spentFen");
    }
}
