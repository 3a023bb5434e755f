package org.twinloop.journeys;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** J09: the car-sharer's prices change; a trip under way keeps the old ones, the next is charged by the new. */
@QuarkusTest
@TestProfile(City.class)
class J09_PriceChangeTest {
    private static final int DEARER_FEN = 400;

    @BeforeEach
    void city() {
        City.awake();
    }

    @Test
    void a_changed_price_list_changes_the_receipts_of_trips_that_begin_under_it() {
        Phone chen = Phone.of("chen");
        SelfDrive before = SelfDrive.book(Phone.of("he"));
        before.unlock();

        publishTheNextVersions(chen);
        SelfDrive after = SelfDrive.book(Phone.of("traveller27"));
        after.unlock();
        before.end();
        after.end();

        Map<String, Object> old = termsOf(chen, before.receipt());
        Map<String, Object> changed = termsOf(chen, after.receipt());
        assertEquals(1, before.receipt().getInt("priceListVersion"));
        assertEquals(2, after.receipt().getInt("priceListVersion"));
        assertEquals(timeByHand(old, before.receipt()), timeLine(before.receipt()));
        assertEquals(timeByHand(changed, after.receipt()), timeLine(after.receipt()));
    }

    /** Four yuan more for the first minutes, for every class, some minutes hence; returns once that is in force. */
    private static void publishTheNextVersions(Phone finance) {
        Instant validFrom = finance.cityTime().plus(Duration.ofMinutes(6));
        List<Map<String, Object>> lists =
                finance.get("/price-lists?operator=EVC").getList("items");
        for (Map<String, Object> list : lists) {
            Map<String, Object> terms = new HashMap<>(terms(list));
            terms.put("flatFen", (int) terms.get("flatFen") + DEARER_FEN);
            Response published = finance.post(
                    "/price-lists",
                    Map.of(
                            "id",
                            UUID.randomUUID(),
                            "operatorCode",
                            "EVC",
                            "product",
                            "CAR_SHARE",
                            "vehicleClass",
                            list.get("vehicleClass"),
                            "validFrom",
                            validFrom.toString(),
                            "terms",
                            terms));
            assertEquals(201, published.statusCode(), published::asString);
        }
        await("the new prices to be in force")
                .atMost(Phone.PATIENCE)
                .until(() -> finance.cityTime().isAfter(validFrom));
    }

    private static Map<String, Object> termsOf(Phone finance, JsonPath receipt) {
        List<Map<String, Object>> lists =
                finance.get("/price-lists?operator=EVC").getList("items");
        return lists.stream()
                .filter(list -> list.get("id").equals(receipt.getString("priceListId")))
                .map(J09_PriceChangeTest::terms)
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> terms(Map<String, Object> list) {
        return (Map<String, Object>) list.get("terms");
    }

    /** With pencil and paper: the flat amount, then by the minute. */
    private static int timeByHand(Map<String, Object> terms, JsonPath receipt) {
        int minutes = receipt.getInt("lines.find { it.code == 'TIME' }.quantity");
        int beyond = Math.max(0, minutes - (int) terms.get("flatMinutes"));
        return (int) terms.get("flatFen") + beyond * (int) terms.get("perMinuteFen");
    }

    private static int timeLine(JsonPath receipt) {
        return receipt.getInt("lines.find { it.code == 'TIME' }.amountFen");
    }
}
