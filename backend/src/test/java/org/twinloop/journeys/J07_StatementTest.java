package org.twinloop.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** J07: finance imports what the car-sharer bills for the month, five errors in it, and sees each for what it is. */
@QuarkusTest
@TestProfile(City.class)
class J07_StatementTest {
    private static final String PERIOD = "2026-10";
    private static final int FAULTS = 5;

    /** Three faults take a line each, one needs a cancelled order, and one line is to be right. */
    private static final int RIDES_NEEDED = 4;

    private static final List<String> DRIVERS = List.of("wang", "he", "traveller27", "traveller01");

    private Simulator city;

    @BeforeEach
    void city() {
        city = City.awake();
    }

    @Test
    void an_imported_statement_shows_what_is_matched_different_and_missing() {
        Phone operator = Phone.of("partner-evc");
        giveTheMonthRides(operator);
        Simulator.Drawn drawn = city.statement("EVC", PERIOD, FAULTS);
        assertEquals(FAULTS, drawn.faults().size(), "all kinds of error are in it");

        Phone chen = Phone.of("chen");
        JsonPath statement = importAs(chen, drawn.csv(), 201);

        String id = statement.getString("id");
        assertEquals(1, statement.getInt("different"), () -> different(chen, id));
        assertEquals(1, statement.getInt("missing"));
        assertEquals(1, statement.getInt("duplicates"));
        assertEquals(1, statement.getInt("notOurs"));
        assertEquals(1, statement.getInt("cancelled"));
        assertEquals(0, statement.getInt("rejected"));
        assertEquals(statement.getInt("lines") - 4, statement.getInt("matched"), "every other line is right");
        drawn.faults().forEach(fault -> isFound(chen, id, fault));
        assertEquals(id, importAs(chen, drawn.csv(), 200).getString("id"), "the same file again is the same statement");
    }

    private static String different(Phone finance, String statement) {
        return finance.get("/statements/" + statement + "/lines?verdict=DIFFERENT")
                .prettify();
    }

    /** Rides of earlier journeys count; the missing ones are driven now, all at once. */
    private static void giveTheMonthRides(Phone operator) {
        List<SelfDrive> rides = new ArrayList<>();
        for (int i = orders(operator, "FINISHED"); i < RIDES_NEEDED; i++) {
            rides.add(SelfDrive.book(Phone.of(DRIVERS.get(i))));
        }
        rides.forEach(SelfDrive::unlock);
        rides.forEach(SelfDrive::end);
        rides.forEach(SelfDrive::receipt);
        if (orders(operator, "CANCELLED") == 0) {
            Phone wang = Phone.of("wang");
            assertEquals(200, wang.cancel(SelfDrive.book(wang).id()).statusCode());
        }
        operator.until(
                "/partner/orders?period=" + PERIOD,
                page -> count(page, "FINISHED") >= RIDES_NEEDED && count(page, "CANCELLED") > 0);
    }

    private static int orders(Phone operator, String state) {
        return count(operator.get("/partner/orders?period=" + PERIOD), state);
    }

    private static int count(JsonPath page, String state) {
        return page.getInt("items.count { it.state == '" + state + "' }");
    }

    private static JsonPath importAs(Phone finance, String csv, int status) {
        Response answer = finance.request()
                .contentType("text/csv; charset=UTF-8")
                .body(csv)
                .post("/api/v1/statements?operator=EVC&period=" + PERIOD);
        assertEquals(status, answer.statusCode(), answer::asString);
        return answer.jsonPath();
    }

    private static void isFound(Phone finance, String statement, Map<String, Object> fault) {
        String kind = (String) fault.get("fault");
        String verdict = switch (kind) {
            case "WRONG_AMOUNT" -> "DIFFERENT";
            case "MISSING_ORDER" -> "MISSING_BILL";
            case "DUPLICATE_LINE" -> "DUPLICATE";
            case "ORDER_OF_NOBODY" -> "MISSING_TRIP";
            case "CANCELLED_BILLED" -> "CANCELLED_BILLED";
            default -> throw new AssertionError("an error nobody has heard of: " + kind);
        };
        JsonPath lines = finance.get("/statements/" + statement + "/lines?verdict=" + verdict);
        String line = "items.find { it.platformOrderId == '" + fault.get("platformOrderId") + "' }";
        assertTrue(lines.get(line) != null, () -> kind + " is not found: " + lines.prettify());
        if (kind.equals("WRONG_AMOUNT")) {
            assertEquals(fault.get("billedFen"), lines.getInt(line + ".billedFen"));
            assertEquals(fault.get("correctFen"), lines.getInt(line + ".expectedFen"));
        }
    }
}
