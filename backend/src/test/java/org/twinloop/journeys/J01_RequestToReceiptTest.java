package org.twinloop.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
        Phone.of("li")
                .until(
                        "/console/vehicles",
                        cars -> "DRIVING".equals(cars.getString("items.find { it.plate == '" + plate + "' }?.state")));
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

    private static String stateOf(JsonPath commands, String id) {
        return commands.getString("items.find { it.id == '" + id + "' }.state");
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
        Response first = wang.post("/trips/" + trip + "/end");
        assertEquals(409, first.statusCode(), "a car on the road cannot be returned");
        assertTrue(!first.jsonPath().getList("errors").isEmpty(), "the refusal names its reasons");
        Awaitility.await("return of trip " + trip)
                .atMost(Phone.PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> wang.post("/trips/" + trip + "/end").statusCode() == 200);
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
