package org.twinloop.journeys;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** J01: a civil servant asks for a trip, drives an electric car of the inner loop, returns it and gets a receipt. */
@QuarkusTest
@TestProfile(City.class)
class J01_RequestToReceiptTest {

    private JsonPath booked;

    @BeforeEach
    void city() {
        City.awake();
    }

    @Test
    void a_trip_runs_from_request_to_receipt_over_the_public_interface_only() {
        Phone wang = Phone.of("wang");
        SelfDrive trip = await("a ride that could not be ended on the way")
                .atMost(Phone.PATIENCE)
                .until(() -> ridden(wang), Objects::nonNull);
        JsonPath receipt = trip.receipt();

        assertEquals(receipt.getInt("totalFen"), sum(receipt.getList("lines.amountFen", Integer.class)));
        assertEquals(booked.getInt("heldFen"), receipt.getInt("postedFen") + receipt.getInt("releasedFen"));
        wang.untilTold(trip.id(), "trip.settled");
        JsonPath settled = wang.untilTripIs(trip.id(), "SETTLED");
        assertEquals(receipt.getInt("totalFen"), settled.getInt("receiptFen"));
        assertEquals(0, settled.getInt("heldFen"));
    }

    /** Null when the car had arrived before anybody could ask to end the ride on its way. */
    private SelfDrive ridden(Phone wang) {
        SelfDrive trip = SelfDrive.book(wang);
        booked = wang.get("/trips/" + trip.id());
        assertEquals("BOOKED", booked.getString("state"));
        try (Live live = Live.of(wang, trip.id())) {
            trip.unlock();
            live.awaitEvent("command");
            Response onTheRoad = trip.tryToEnd();
            if (onTheRoad.statusCode() == 200) {
                return null;
            }
            aCarAwayFromItsStopIsNotReturned(onTheRoad);
            Phone.of("li")
                    .until(
                            "/console/vehicles",
                            cars -> "DRIVING"
                                    .equals(cars.getString(
                                            "items.find { it.plate == '" + trip.plate() + "' }?.state")));
            live.awaitEvent("position");
            trip.end();
            live.awaitEvent("receipt");
        }
        return trip;
    }

    private static void aCarAwayFromItsStopIsNotReturned(Response refused) {
        assertEquals(409, refused.statusCode(), "a car away from its stop cannot be returned");
        assertEquals("/problems/end-checks-failed", refused.jsonPath().getString("type"));
        List<String> reasons = refused.jsonPath().getList("errors.pointer");
        assertFalse(reasons.isEmpty(), "the refusal names its reasons");
        assertTrue(reasons.stream().allMatch(reason -> reason.startsWith("/checks/")), reasons::toString);
    }

    private static int sum(List<Integer> amounts) {
        return amounts.stream().mapToInt(Integer::intValue).sum();
    }
}
