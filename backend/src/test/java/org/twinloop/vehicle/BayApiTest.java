package org.twinloop.vehicle;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;

/** The bays of the sample city, as a car-sharer's own system or a phone reads them. */
@QuarkusTest
class BayApiTest {

    @BeforeEach
    void ready() {
        Awaitility.await("the sample city")
                .atMost(Duration.ofSeconds(90))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    @Test
    void every_stop_has_its_bays_page_by_page_and_each_lies_within_the_stop() {
        JsonPath stops = get("/api/v1/stops");
        Map<String, GeoPoint> places = stops.getList("items", Map.class).stream()
                .collect(Collectors.toMap(stop -> (String) stop.get("id"), BayApiTest::point));
        List<Map<?, ?>> bays = bays();

        assertEquals(
                places.keySet(),
                bays.stream().map(bay -> (String) bay.get("stopId")).collect(Collectors.toSet()));
        Set<String> names = new HashSet<>();
        for (Map<?, ?> bay : bays) {
            assertTrue(point(bay).distanceM(places.get((String) bay.get("stopId"))) < 150, bay.toString());
            assertTrue(names.add(bay.get("stopId") + "/" + bay.get("code")), bay + " comes twice");
        }
        assertTrue(bays.stream().anyMatch(bay -> bay.containsKey("connectorId")), "some bays have a pile");
        assertTrue(bays.stream().anyMatch(bay -> !bay.containsKey("connectorId")), "some have none");
    }

    @Test
    void a_partner_may_read_them_and_nobody_unknown() {
        as("partner-evc").get("/api/v1/bays?limit=1").then().statusCode(200);
        given().get("/api/v1/bays").then().statusCode(401);
        as("wang").get("/api/v1/bays?limit=0").then().statusCode(400);
    }

    private List<Map<?, ?>> bays() {
        List<Map<?, ?>> all = new ArrayList<>();
        String next = "";
        do {
            JsonPath page = get("/api/v1/bays?limit=200" + (next.isEmpty() ? "" : "&cursor=" + next));
            page.getList("items", Map.class).forEach(all::add);
            next = page.getString("next");
        } while (next != null);
        return all;
    }

    private static GeoPoint point(Map<?, ?> place) {
        return new GeoPoint(((Number) place.get("lon")).doubleValue(), ((Number) place.get("lat")).doubleValue());
    }

    private static JsonPath get(String path) {
        return as("wang").get(path).then().statusCode(200).extract().jsonPath();
    }

    private static io.restassured.specification.RequestSpecification as(String login) {
        String token = given().contentType(ContentType.JSON)
                .body(Map.of("login", login, "password", "twinloop-demo", "client", "APP"))
                .post("/api/v1/auth/login")
                .then()
                .statusCode(200)
                .extract()
                .path("accessToken");
        return given().header("Authorization", "Bearer " + token).urlEncodingEnabled(true);
    }
}
