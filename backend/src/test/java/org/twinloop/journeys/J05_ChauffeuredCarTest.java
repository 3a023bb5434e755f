package org.twinloop.journeys;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * J05: a car with driver is ordered; the traveller reads on the dispatch order who comes, rides, and gets a receipt.
 */
@QuarkusTest
@TestProfile(City.class)
class J05_ChauffeuredCarTest {
    /** To the airport: far enough for a driver. The company wants half an hour's notice. */
    private static final String[] WAY = {"PL-G01", "PL-A03"};

    private static final Duration NOTICE = Duration.ofMinutes(36);

    @BeforeEach
    void city() {
        City.awake();
    }

    @Test
    void the_dispatch_order_names_the_driver_and_the_ride_is_settled() {
        Phone wang = Phone.of("wang");

        UUID trip =
                await("a company that has a driver").atMost(Phone.PATIENCE).until(() -> order(wang), Objects::nonNull);

        JsonPath booking =
                wang.get("/trips/" + trip).setRootPath("legs.bookings.flatten().find { it.kind == 'CHAUFFEUR' }");
        assertEquals("FIRM", booking.getString("state"));
        assertTrue(booking.getString("orderNo").matches("PC-202610[0-9]{2}-[0-9]{6}"), booking.getString("orderNo"));
        assertTrue(booking.getString("driver.name").length() >= 2, "the driver has a name");
        assertTrue(booking.getString("driver.phone").matches("\\+86 [0-9 ]{11,13}"), booking.getString("driver.phone"));
        assertTrue(booking.getString("driver.plate").matches("沪[A-Z].{5,6}"), booking.getString("driver.plate"));
        wang.untilTripIs(trip, "IN_PROGRESS");
        JsonPath settled = wang.untilTripIs(trip, "SETTLED");
        JsonPath receipt = wang.get("/trips/" + trip + "/receipt");
        assertEquals(settled.getInt("receiptFen"), receipt.getInt("totalFen"));
        assertTrue(
                receipt.getList("lines.code", String.class).stream().anyMatch(code -> code.startsWith("PACKAGE")),
                () -> receipt.getList("lines").toString());
        theCompanySeesItsOrder(booking.getString("id"));
    }

    /** The trip, once the company has agreed; null when it has no driver or the notice was too short by now. */
    private static UUID order(Phone traveller) {
        JsonPath plan = traveller.plan(WAY, traveller.cityTime().plus(NOTICE));
        UUID trip = UUID.randomUUID();
        Response asked = traveller.submit(trip, traveller.wish(plan, Phone.option(plan, "CHAUFFEUR")));
        if (asked.statusCode() == 409) {
            return null;
        }
        assertEquals(201, asked.statusCode(), asked::asString);
        if (asked.jsonPath().getString("state").equals("SUBMITTED")) {
            assertEquals(200, Phone.of("zhou").decide(trip, "APPROVE", "同意派车").statusCode());
        }
        JsonPath answered = traveller.until(
                "/trips/" + trip, view -> Set.of("BOOKED", "DECLINED").contains(view.getString("state")));
        return answered.getString("state").equals("BOOKED") ? trip : null;
    }

    private static void theCompanySeesItsOrder(String booking) {
        List<String> orders = Phone.of("partner-shq")
                .until(
                        "/partner/orders?period=2026-10",
                        page -> page.getList("items.platformOrderId").contains(booking))
                .getList("items.findAll { it.platformOrderId == '" + booking + "' }.state");
        assertEquals(List.of("FINISHED"), orders);
    }
}
