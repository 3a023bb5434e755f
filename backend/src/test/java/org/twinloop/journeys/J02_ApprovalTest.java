package org.twinloop.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.CityTime;

/** J02: a trip outside working hours needs somebody else's word; the approver is told, and the traveller afterwards. */
@QuarkusTest
@TestProfile(City.class)
class J02_ApprovalTest {
    private static final LocalTime AFTER_HOURS = LocalTime.of(20, 30);
    private static final Duration AN_HOUR = Duration.ofHours(1);

    @BeforeEach
    void city() {
        City.awake();
    }

    @Test
    void an_approved_trip_is_booked_and_both_are_told() {
        Phone wang = Phone.of("wang");
        Phone zhou = Phone.of("zhou");
        UUID trip = askForTonight(wang);
        zhou.untilTold(trip, "trip.submitted");
        assertTrue(zhou.get("/approvals").getList("items.id").contains(trip.toString()));

        assertEquals(200, zhou.decide(trip, "APPROVE", "同意").statusCode());

        JsonPath booked = wang.untilTripIs(trip, "BOOKED");
        assertEquals("周敏", booked.getString("approval.decidedBy"));
        assertEquals(List.of("FIRM"), states(booked).stream().distinct().toList());
        wang.untilTold(trip, "trip.approved");
        wang.untilTold(trip, "trip.booked");
        assertEquals(200, wang.cancel(trip).statusCode());
    }

    @Test
    void a_rejected_trip_gives_everything_back_and_says_why() {
        Phone wang = Phone.of("wang");
        UUID trip = askForTonight(wang);

        assertEquals(200, Phone.of("zhou").decide(trip, "REJECT", "请改在工作时间").statusCode());

        JsonPath rejected = wang.untilTripIs(trip, "REJECTED");
        assertEquals("请改在工作时间", rejected.getString("closedReason"));
        assertEquals(0, rejected.getInt("heldFen"));
        assertEquals(List.of("RELEASED"), states(rejected).stream().distinct().toList());
        wang.untilTold(trip, "trip.rejected");
    }

    @Test
    void nobody_approves_their_own_trip() {
        Phone zhou = Phone.of("zhou");
        UUID trip = askForTonight(zhou);

        Response refused = zhou.decide(trip, "APPROVE", "同意");

        assertEquals(403, refused.statusCode());
        assertEquals("/problems/own-trip", refused.jsonPath().getString("type"));
        assertEquals("SUBMITTED", zhou.get("/trips/" + trip).getString("state"));
        assertEquals(200, zhou.cancel(trip).statusCode());
    }

    private static UUID askForTonight(Phone traveller) {
        LocalDate today = LocalDate.ofInstant(traveller.cityTime(), CityTime.ZONE);
        Instant tonight = today.atTime(AFTER_HOURS).atZone(CityTime.ZONE).toInstant();
        Duration left = Duration.between(traveller.cityTime(), tonight);
        Duration ahead = left.compareTo(AN_HOUR) > 0 ? left : AN_HOUR;
        JsonPath plan = traveller.planWith(SelfDrive.INNER_WAYS.get(0), ahead, found -> Phone.option(found, "EV"));
        UUID trip = UUID.randomUUID();
        Response asked = traveller.submit(trip, traveller.wish(plan, Phone.option(plan, "EV")));
        assertEquals(201, asked.statusCode(), asked::asString);
        assertEquals("SUBMITTED", asked.jsonPath().getString("state"));
        assertEquals("NEEDS_APPROVAL", asked.jsonPath().getString("policy.outcome"));
        return trip;
    }

    private static List<String> states(JsonPath trip) {
        return trip.getList("legs.bookings.flatten().state");
    }
}
