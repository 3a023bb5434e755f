package org.twinloop.trip;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.firstEvent;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.selfDrive;
import static org.twinloop.trip.TestCity.submit;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;

/** Who follows a trip of somebody else is written down, and the traveller sees it. */
@QuarkusTest
class TripLooksTest extends MondayMorning {

    private final UUID trip = Ids.next();

    @BeforeEach
    void a_booked_trip() throws SQLException {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", 5, 2);
        submit("wang", trip, request(plan, selfDrive(plan, "OURS"))).statusCode(201);
    }

    @Test
    void the_traveller_sees_who_looked_and_by_which_role() {
        firstEvent("wang", live());
        looks("wang").statusCode(200).body("items", hasSize(0));

        as("wu").get(live()).then().statusCode(400).body("errors[0].pointer", equalTo("/reason"));
        looks("wang").statusCode(200).body("items", hasSize(0));
        firstEvent("wu", live() + "?reason=checked+for+a+test");
        firstEvent("traveller01", live());

        looks("wang")
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].nameZh", equalTo("吴海峰"))
                .body("items[0].what", equalTo("LIVE"))
                .body("items[0].reason", equalTo("checked for a test"))
                .body("items[0].roles", hasItem("SUPERVISOR"));
        looks("traveller01").statusCode(404);
    }

    private String live() {
        return "/api/v1/trips/" + trip + "/live";
    }

    private ValidatableResponse looks(String login) {
        return as(login).get("/api/v1/trips/" + trip + "/looks").then();
    }
}
