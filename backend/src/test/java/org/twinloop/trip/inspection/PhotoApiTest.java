package org.twinloop.trip.inspection;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.rows;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;
import org.twinloop.trip.Apart;
import org.twinloop.trip.inspection.picture.Shots;

/** Which photos are taken and which are refused, and what happens when the store is broken. */
@QuarkusTest
@TestProfile(Apart.class)
class PhotoApiTest extends InspectionCase {

    /** A JPEG whose comment is longer than may be; what is dropped counts too. */
    private static byte[] noise() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] picture = Shots.jpeg(100, 100, 16);
        out.write(picture, 0, 2);
        for (int i = 0; i < 4; i++) {
            out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xff, (byte) 0xff});
            out.writeBytes(new byte[0xffff - 2]);
        }
        out.write(picture, 2, picture.length - 2);
        return out.toByteArray();
    }

    @Test
    void no_picture_and_too_many_bytes_are_refused_by_name_and_leave_nothing() throws SQLException, IOException {
        List<Path> before = files();

        send(Ids.next(), "BEFORE", "FRONT", "<svg onload='x'/>".getBytes(StandardCharsets.UTF_8))
                .statusCode(400)
                .body("type", equalTo("/problems/photo-refused"))
                .body("errors[0].detail", containsString("beginning with the bytes 3c737667"));
        byte[] picture = Shots.jpeg(400, 300, 15);
        send(Ids.next(), "BEFORE", "FRONT", Arrays.copyOf(picture, picture.length - 2))
                .statusCode(400)
                .body("errors[0].detail", containsString("ends in the middle"));
        send(Ids.next(), "BEFORE", "FRONT", Shots.png(20, 20, 15))
                .statusCode(400)
                .body("errors[0].detail", containsString("20 x 20 px"));
        send(Ids.next(), "BEFORE", "FRONT", noise())
                .statusCode(413)
                .body("type", equalTo("/problems/too-large"))
                .body("errors[0].detail", containsString("more than 200000 bytes"));
        send(Ids.next(), "AFTER", "REAR", picture)
                .statusCode(409)
                .body("type", equalTo("/problems/inspection-not-open"));

        assertEquals(List.of("0"), rows("select count(*) from trip.photo where trip_id = ?", trip));
        assertEquals(before, files());
    }

    @Test
    void one_phase_has_so_many_photos_and_no_more() {
        for (int i = 0; i < 3; i++) {
            send(Ids.next(), "BEFORE", "DAMAGE", Shots.png(80, 80, 20 + i)).statusCode(201);
        }

        send(Ids.next(), "BEFORE", "DAMAGE", Shots.png(80, 80, 23))
                .statusCode(409)
                .body("type", equalTo("/problems/inspection-full"));
    }

    @Test
    void photos_are_of_this_car_and_of_just_before_and_after_the_ride() throws SQLException {
        byte[] picture = Shots.jpeg(120, 90, 81);
        UUID front = photo("BEFORE", "FRONT", 82);
        rows("update trip.photo set vehicle_id = gen_random_uuid() where id = ? returning id", front);
        state("wang").body("unsent", hasSize(0));
        inspect(Ids.next(), "BEFORE", List.of(front), List.of())
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("/photoIds/0")));
        rows("update trip.photo set vehicle_id = ? where id = ? returning id", vehicle, front);
        inspect(Ids.next(), "BEFORE", List.of(front), List.of()).statusCode(201);
        rows("update trip.photo set vehicle_id = gen_random_uuid() where id = ? returning id", front);
        unlock().statusCode(409).body("type", equalTo("/problems/inspection-needed"));
        rows("update trip.photo set vehicle_id = ? where id = ? returning id", vehicle, front);
        pass(Duration.ofHours(-1));
        notOpen("BEFORE", picture);
        pass(Duration.ofHours(1));
        ride();
        notOpen("BEFORE", picture);
        String speed = "update vehicle.newest_state set speed_kmh = ? where vehicle_no = "
                + "(select vehicle_no from vehicle.vehicle where id = ?) returning vehicle_no";
        rows(speed, 40, vehicle);
        notOpen("AFTER", picture);
        rows(speed, 0, vehicle);
        inspect(Ids.next(), "AFTER", List.of(photo("AFTER", "REAR", 83)), List.of())
                .statusCode(201);

        pass(Duration.ofMinutes(31));
        end().statusCode(409).body("errors.pointer", hasItem("/checks/photos"));
        rows("update trip.trip set state = 'CANCELLED' where id = ? returning id", trip);
        notOpen("AFTER", picture);
        rows("update trip.trip set state = 'IN_PROGRESS' where id = ? returning id", trip);
    }

    private void notOpen(String phase, byte[] picture) {
        send(Ids.next(), phase, "FRONT", picture)
                .statusCode(409)
                .body("type", equalTo("/problems/inspection-not-open"));
    }

    @Test
    void a_store_that_is_broken_is_told_and_the_same_id_works_afterwards() throws IOException, SQLException {
        UUID photo = Ids.next();
        byte[] sent = Shots.jpeg(300, 200, 71);
        Path aside = FOLDER.resolveSibling("inspection-photos-aside");
        Files.createDirectories(FOLDER);
        Files.move(FOLDER, aside);
        Files.writeString(FOLDER, "no folder");
        try {
            send(photo, "BEFORE", "FRONT", sent).statusCode(503).body("type", equalTo("/problems/photo-store-broken"));
        } finally {
            Files.delete(FOLDER);
            Files.move(aside, FOLDER);
        }
        assertEquals(List.of("0"), rows("select count(*) from trip.photo where trip_id = ?", trip));

        String digest =
                send(photo, "BEFORE", "FRONT", sent).statusCode(201).extract().path("sha256");
        Files.writeString(file(digest), "something else");
        as("wang").get("/api/v1/photos/" + photo).then().statusCode(503).body("type", equalTo("/problems/photo-lost"));
        Files.delete(file(digest));
        as("wang").get("/api/v1/photos/" + photo).then().statusCode(503);
    }
}
