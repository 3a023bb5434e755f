package org.twinloop.trip;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.rows;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.isolation.Cast;
import org.twinloop.journal.Journal;
import org.twinloop.trip.inspection.picture.Shots;

/** A toll without a photo is a word; with one it is seen where the ride is signed off. */
@QuarkusTest
class ReceiptPhotoApiTest extends MondayMorning {

    @Inject
    Cast cast;

    @Inject
    Database database;

    @Inject
    Journal journal;

    @Test
    void a_receipt_is_photographed_for_its_step_alone_and_seen_by_the_traveller() throws SQLException {
        DrivenRide ride = new DrivenRide(city, cast, database, journal);
        UUID setOut = ride.tell("ON_THE_WAY");
        city.pass(Duration.ofMinutes(30));
        ride.tell("ARRIVED");
        UUID toll = ride.tell("TOLL", "fen", 1500, "receiptNo", "ETC-1");
        byte[] picture = Shots.jpeg(160, 120, 4711);
        UUID id = Ids.next();

        send(ride.link, toll, id, "<svg onload='x'/>".getBytes(StandardCharsets.UTF_8))
                .statusCode(400)
                .body("type", containsString("photo-refused"));
        send("", toll, id, picture).statusCode(401);
        send(ride.link, setOut, id, picture).statusCode(409).body("type", containsString("driver-step-refused"));
        send(ride.link, Ids.next(), id, picture).statusCode(409);
        send(ride.link, toll, id, picture).statusCode(201).body("mediaType", equalTo("image/jpeg"));
        send(ride.link, toll, id, picture).statusCode(200);
        send(ride.link, toll, id, Shots.jpeg(160, 120, 4712)).statusCode(409).body("type", containsString("conflict"));
        send(ride.link, toll, Ids.next(), Shots.png(160, 120, 1)).statusCode(201);
        send(ride.link, toll, Ids.next(), Shots.png(160, 120, 2)).statusCode(201);
        send(ride.link, toll, Ids.next(), Shots.png(160, 120, 3))
                .statusCode(409)
                .body("detail", containsString("3"));

        as("wang")
                .get("/api/v1/trips/" + ride.trip + "/dispatch-order")
                .then()
                .body("steps.find { it.kind == 'TOLL' }.photos[0]", equalTo(id.toString()))
                .body("steps.find { it.kind == 'TOLL' }.photos.size()", equalTo(3))
                .body("steps.find { it.kind == 'ARRIVED' }.photos.size()", equalTo(0));
        byte[] shown = as("wang")
                .get("/api/v1/receipt-photos/" + id)
                .then()
                .statusCode(200)
                .header("Cache-Control", "private, no-store")
                .contentType("image/jpeg")
                .extract()
                .asByteArray();
        assertArrayEquals(picture, shown, "a picture without anything written beside it is kept as it was sent");
        as("qian").get("/api/v1/receipt-photos/" + id).then().statusCode(404);
        as("chen").get("/api/v1/receipt-photos/" + id).then().statusCode(200);
        assertEquals(
                List.of("PHOTO"),
                rows("select what from trip.look where trip_id = ?", ride.trip),
                "the look of finance is written down, that of the traveller is not");
        assertEquals(
                List.of("3"),
                rows(
                        "select count(*) from journal.event where trip_id = ? "
                                + "and type = 'chauffeur.receipt-photographed'",
                        ride.trip));
    }

    private static ValidatableResponse send(String link, UUID step, UUID id, byte[] bytes) {
        return given().header("X-Driver-Link", link)
                .contentType("application/octet-stream")
                .body(bytes)
                .put("/api/v1/driver/photos/" + id + "?step=" + step)
                .then();
    }
}
