package org.twinloop.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** J01: a civil servant asks for a trip, drives an electric car of the inner loop, returns it and gets a receipt. */
@QuarkusTest
@TestProfile(City.class)
class J01_RequestToReceiptTest {

    @BeforeEach
    void city() {
        City.simulate(RestAssured.port);
    }

    @Test
    void a_trip_runs_from_request_to_receipt_over_the_public_interface_only() {
        Phone wang = Phone.of("wang");
        JsonPath plan = planWithCar(wang);
        String option = Phone.option(plan, "EV");
        UUID trip = UUID.randomUUID();
        Map<String, Object> wish = wang.wish(plan, option);

        wang.submit(trip, wish).then().statusCode(201);
        wang.submit(trip, wish).then().statusCode(200);
        JsonPath booked =
                wang.until("/trips/" + trip, view -> view.getString("state").equals("BOOKED"));
        String plate = booked.getString("legs.bookings.flatten().find { it.kind == 'CAR' }.vehicle.plate");
        unlock(wang, trip, plate);
        wang.until("/trips/" + trip, view -> view.getString("state").equals("IN_PROGRESS"));
        endWhenReturned(wang, trip);
        JsonPath receipt = wang.until("/trips/" + trip + "/receipt", paper -> paper.getInt("totalFen") > 0);

        assertEquals(
                receipt.getInt("totalFen"),
                receipt.getList("lines.amountFen", Integer.class).stream()
                        .mapToInt(Integer::intValue)
                        .sum());
        assertEquals(booked.getInt("heldFen"), receipt.getInt("postedFen") + receipt.getInt("releasedFen"));
        auditorSeesTheChain(trip);
    }

    @Test
    void nobody_but_the_car_itself_confirms_an_unlock() {
        Phone wang = Phone.of("wang");
        JsonPath plan = planWithCar(wang);
        UUID trip = UUID.randomUUID();
        wang.submit(trip, wang.wish(plan, Phone.option(plan, "EV"))).then().statusCode(201);
        JsonPath booked =
                wang.until("/trips/" + trip, view -> view.getString("state").equals("BOOKED"));
        String plate = booked.getString("legs.bookings.flatten().find { it.kind == 'CAR' }.vehicle.plate");
        waitUntilOpenable(booked);
        City.act("/cars/" + vinOf(plate) + "/cut", "{\"seconds\":8}");

        String command = sendUnlock(wang, trip, plate);
        JsonPath commands = wang.get("/trips/" + trip + "/commands");
        JsonPath confirmed =
                wang.until("/trips/" + trip + "/commands", list -> "CONFIRMED".equals(stateOf(list, command)));

        assertTrue(
                List.of("QUEUED", "SENT").contains(stateOf(commands, command)),
                "not confirmed while the car is silent");
        assertEquals("CONFIRMED", stateOf(confirmed, command));
    }

    /** The car may be opened a quarter of an hour before the trip. */
    private static void waitUntilOpenable(JsonPath booked) {
        java.time.Instant from =
                java.time.Instant.parse(booked.getString("departAt")).minusSeconds(15 * 60);
        Awaitility.await("the time at which the car may be opened")
                .atMost(Phone.PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> Phone.cityTime().isAfter(from));
    }

    private static String stateOf(JsonPath commands, String id) {
        return commands.getString("items.find { it.id == '" + id + "' }.state");
    }

    private static String vinOf(String plate) {
        Phone li = Phone.of("li");
        String cursor = "";
        while (true) {
            JsonPath page = li.get("/vehicles?limit=200" + cursor);
            String vin = page.getString("items.find { it.plate == '" + plate + "' }.vin");
            if (vin != null) {
                return vin;
            }
            assertNotNull(page.getString("next"), "no car with plate " + plate);
            cursor = "&cursor=" + page.getString("next");
        }
    }

    private static void unlock(Phone wang, UUID trip, String plate) {
        String command = sendUnlock(wang, trip, plate);
        wang.until("/trips/" + trip + "/commands", list -> "CONFIRMED".equals(stateOf(list, command)));
    }

    private static String sendUnlock(Phone wang, UUID trip, String plate) {
        String assetNo = wang.get("/demo/vehicles/" + plate + "/asset-no").getString("assetNo");
        String command = UUID.randomUUID().toString();
        Awaitility.await("the time at which the car may be opened")
                .atMost(Phone.PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> wang.post("/trips/" + trip + "/unlock", Map.of("assetNo", assetNo, "commandId", command))
                                .statusCode()
                        == 202);
        return command;
    }

    /** The checks refuse with reasons until the car stands where it must, closed and plugged. */
    private static void endWhenReturned(Phone wang, UUID trip) {
        Response first = wang.post("/trips/" + trip + "/end", Map.of());
        assertEquals(409, first.statusCode(), "a car on the road cannot be returned");
        assertTrue(!first.jsonPath().getList("errors").isEmpty(), "the refusal names its reasons");
        Awaitility.await("return of trip " + trip)
                .atMost(Phone.PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> wang.post("/trips/" + trip + "/end", Map.of()).statusCode() == 200);
    }

    private static void auditorSeesTheChain(UUID trip) {
        JsonPath chain = Phone.of("zheng")
                .until(
                        "/trips/" + trip + "/events",
                        events -> events.getList("items.type").contains("trip.settled"));
        List<String> types = chain.getList("items.type");
        List<Long> seqs = chain.getList("items.seq", Long.class);
        assertTrue(types.indexOf("trip.booked") < types.indexOf("trip.finished"));
        assertEquals(seqs.stream().sorted().distinct().toList(), seqs, "in sealed order");
    }

    /** Pairs of inner places, tried until a charged car stands near the first. */
    static JsonPath planWithCar(Phone traveller) {
        List<String[]> ways = List.of(
                new String[] {"PL-G01", "PL-K03"},
                new String[] {"PL-K05", "PL-K02"},
                new String[] {"PL-K02", "PL-G05"},
                new String[] {"PL-K03", "PL-K05"});
        return Awaitility.await("a plan with a car")
                .atMost(Phone.PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> ways.stream()
                                .map(way -> traveller.plan(way[0], way[1], Duration.ofMinutes(35)))
                                .filter(plan -> Phone.option(plan, "EV") != null)
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }
}
