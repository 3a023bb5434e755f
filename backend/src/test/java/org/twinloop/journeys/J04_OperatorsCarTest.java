package org.twinloop.journeys;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
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
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * J04: a car of the outer loop, which citizens rent too, is the traveller's only when its operator says so; it may say
 * no, or nothing until it is too late.
 */
@QuarkusTest
@TestProfile(City.class)
class J04_OperatorsCarTest {
    private static final List<String[]> OUTER_WAYS = List.of(
            new String[] {"PL-R03", "PL-S01"},
            new String[] {"PL-S01", "PL-R03"},
            new String[] {"PL-R01", "PL-S03"},
            new String[] {"PL-M03", "PL-T02"});

    private static final Duration BEYOND_EVERY_DEADLINE = Duration.ofHours(6);

    private Simulator city;

    @BeforeEach
    void city() {
        city = City.awake();
    }

    /** An option with an operator's car, in the plan it belongs to. */
    private record Choice(JsonPath plan, String option, String plate) {}

    @Test
    void a_car_the_operator_confirms_is_booked_and_given_back_at_the_operator_too() {
        Phone wang = Phone.of("wang");

        UUID trip = await("a car the operator confirms")
                .atMost(Phone.PATIENCE)
                .until(() -> askedUntilAnswered(wang), id -> stateOf(wang, id).equals("BOOKED"));

        JsonPath booked = wang.get("/trips/" + trip);
        String booking = booked.getString("legs.bookings.flatten().find { it.kind == 'CAR' }.id");
        assertEquals("FIRM", booked.getString("legs.bookings.flatten().find { it.kind == 'CAR' }.state"));
        assertEquals("CONFIRMED", holdAtOperator(booking));
        assertEquals(200, wang.cancel(trip).statusCode());
        await("the operator to hear that the car is free")
                .atMost(Phone.PATIENCE)
                .until(() -> holdAtOperator(booking).equals("DECLINED"));
    }

    @Test
    void a_car_another_customer_has_is_declined_and_nothing_stays_held() {
        Phone he = Phone.of("he");
        UUID trip = await("a car that another customer has")
                .atMost(Phone.PATIENCE)
                .until(() -> askedForWhatAnotherHas(he), Objects::nonNull);
        JsonPath declined = he.untilTripIs(trip, "DECLINED");
        assertEquals("held by another order at that time", declined.getString("closedReason"));
        assertHoldsNothing(declined);
        he.untilTold(trip, "trip.booking-declined");
    }

    @Test
    void an_operator_that_does_not_answer_in_time_has_declined() {
        Phone wang = Phone.of("wang");
        outage(BEYOND_EVERY_DEADLINE);
        try {
            anOperatorThatIsAwayHasDeclined(wang);
        } finally {
            outage(Duration.ZERO);
        }
    }

    /** Of the city; the operator is heard of again as soon as it is told. */
    private void outage(Duration time) {
        city.act("/partners/carshare/outage", Map.of("seconds", time.toSeconds()));
    }

    private static void anOperatorThatIsAwayHasDeclined(Phone wang) {
        UUID trip = asked(wang);
        assertEquals("PENDING_PARTNER", stateOf(wang, trip), "not booked before the operator has said so");
        Response tooSoon =
                wang.post("/trips/" + trip + "/unlock", Map.of("assetNo", "TL-0000", "commandId", UUID.randomUUID()));
        assertEquals("/problems/not-approved", tooSoon.jsonPath().getString("type"));
        JsonPath declined = wang.untilTripIs(trip, "DECLINED");
        assertTrue(
                declined.getString("closedReason").contains("in time")
                        || declined.getString("closedReason").contains("deadline"),
                declined.getString("closedReason"));
        assertHoldsNothing(declined);
        wang.untilTold(trip, "trip.booking-declined");
    }

    private static UUID askedUntilAnswered(Phone traveller) {
        UUID trip = asked(traveller);
        traveller.until("/trips/" + trip, view -> Set.of("BOOKED", "DECLINED").contains(view.getString("state")));
        return trip;
    }

    /** A request for a car of the operator; asks again, as a person would, when a citizen was quicker. */
    private static UUID asked(Phone traveller) {
        return await("a request for a car of the operator")
                .atMost(Phone.PATIENCE)
                .until(() -> ask(traveller, choose(traveller)), Objects::nonNull);
    }

    private UUID askedForWhatAnotherHas(Phone traveller) {
        Choice choice = choose(traveller);
        return anotherCustomerHolds(choice) ? ask(traveller, choice) : null;
    }

    private static Choice choose(Phone traveller) {
        Choice found = await("a car of the operator")
                .atMost(Phone.PATIENCE)
                .until(
                        () -> OUTER_WAYS.stream()
                                .map(way ->
                                        traveller.plan(way, traveller.cityTime().plus(Duration.ofMinutes(15))))
                                .filter(plan -> Phone.car(plan, "OPERATOR") != null)
                                .findFirst()
                                .map(J04_OperatorsCarTest::choice)
                                .orElse(null),
                        choice -> choice != null);
        assertNotNull(found);
        return found;
    }

    private static Choice choice(JsonPath plan) {
        String option = Phone.car(plan, "OPERATOR");
        return new Choice(plan, option, plan.getString("options.find { it.id == '" + option + "' }.vehicle.plate"));
    }

    /** The trip that waits for the operator; null when the car was taken meanwhile. */
    private static UUID ask(Phone traveller, Choice choice) {
        UUID trip = UUID.randomUUID();
        Response asked = traveller.submit(trip, traveller.wish(choice.plan(), choice.option()));
        if (asked.statusCode() == 409) {
            return null;
        }
        assertEquals(201, asked.statusCode(), asked::asString);
        assertEquals("PENDING_PARTNER", asked.jsonPath().getString("state"));
        assertFalse(asked.jsonPath().getInt("heldFen") == 0, "the budget is held while the operator thinks");
        return trip;
    }

    /** At the operator's own desk, for the whole day; false when a citizen has it already. */
    private boolean anotherCustomerHolds(Choice choice) {
        String vin = city.world("/cars/" + choice.plate()).getString("vin");
        Instant departAt = Instant.parse(choice.plan().getString("options[0].departAt"));
        Response held = city.askPartner(
                "POST",
                "/carshare/v1/holds",
                Map.of(
                        "holdId", UUID.randomUUID().toString(),
                        "vin", vin,
                        "from", departAt.minus(Duration.ofHours(1)).toString(),
                        "to", departAt.plus(Duration.ofHours(8)).toString()));
        assertTrue(held.statusCode() < 300 || held.statusCode() == 409, held::asString);
        return held.statusCode() < 300;
    }

    private String holdAtOperator(String booking) {
        return city.askPartner("GET", "/carshare/v1/holds/" + booking, null)
                .jsonPath()
                .getString("status");
    }

    private static String stateOf(Phone traveller, UUID trip) {
        return traveller.get("/trips/" + trip).getString("state");
    }

    private static void assertHoldsNothing(JsonPath trip) {
        assertEquals(0, trip.getInt("heldFen"));
        assertEquals(
                Set.of("DECLINED", "RELEASED"),
                Set.copyOf(trip.getList("legs.bookings.flatten().state", String.class)));
    }
}
