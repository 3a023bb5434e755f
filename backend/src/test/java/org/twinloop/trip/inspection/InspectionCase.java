package org.twinloop.trip.inspection;

import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.request;
import static org.twinloop.trip.TestCity.rows;
import static org.twinloop.trip.TestCity.selfDrive;
import static org.twinloop.trip.TestCity.submit;

import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.twinloop.common.Ids;
import org.twinloop.device.command.Commands;
import org.twinloop.trip.Apart;
import org.twinloop.trip.MondayMorning;
import org.twinloop.trip.inspection.picture.Shots;

/** A booked car, its photos and inspections, in an installation that asks for one of the front and one of the rear. */
abstract class InspectionCase extends MondayMorning {

    static final Duration WAIT = Duration.ofSeconds(90);
    static final Path FOLDER = Apart.PHOTOS;

    @Inject
    Commands commands;

    final UUID trip = Ids.next();
    UUID vehicle;

    UUID photo(String phase, String subject, int number) {
        UUID id = Ids.next();
        send(id, phase, subject, Shots.jpeg(120, 90, number)).statusCode(201);
        return id;
    }

    ValidatableResponse send(UUID photo, String phase, String subject, byte[] bytes) {
        return send("wang", photo, phase, subject, bytes);
    }

    ValidatableResponse send(String login, UUID photo, String phase, String subject, byte[] bytes) {
        return as(login)
                .contentType("application/octet-stream")
                .body(bytes)
                .put("/api/v1/trips/" + trip + "/photos/" + photo + "?phase=" + phase + "&subject=" + subject)
                .then();
    }

    ValidatableResponse inspect(UUID id, String phase, List<UUID> photos, List<Map<String, Object>> damages) {
        return as("wang")
                .contentType("application/json")
                .body(Map.of("phase", phase, "photoIds", photos, "damages", damages))
                .put("/api/v1/trips/" + trip + "/inspections/" + id)
                .then();
    }

    ValidatableResponse state(String login) {
        return as(login).get("/api/v1/trips/" + trip + "/inspections").then().statusCode(200);
    }

    ValidatableResponse unlock() throws SQLException {
        return unlock(Ids.next());
    }

    ValidatableResponse unlock(UUID command) throws SQLException {
        return as("wang")
                .contentType("application/json")
                .body(Map.of("assetNo", car(trip, "asset_no"), "commandId", command))
                .post("/api/v1/trips/" + trip + "/unlock")
                .then();
    }

    void ride() throws SQLException {
        UUID command = Ids.next();
        unlock(command).statusCode(202);
        commands.confirmed(car(trip, "device_id"), command, clock.now()).await().atMost(WAIT);
        Awaitility.await("the ride")
                .atMost(WAIT)
                .until(() -> Optional.of("IN_PROGRESS")
                        .equals(rows("select state from trip.trip where id = ?", trip).stream()
                                .findFirst()));
    }

    ValidatableResponse end() {
        return as("wang").post("/api/v1/trips/" + trip + "/end").then();
    }

    static String car(UUID trip, String column) throws SQLException {
        return rows(
                        "select v." + column
                                + "::text from vehicle.vehicle v join trip.booking b on b.vehicle_id = v.id "
                                + "where b.trip_id = ? and b.kind = 'CAR'",
                        trip)
                .get(0);
    }

    static Map<String, Object> mark(UUID id, UUID photo) {
        Map<String, Object> mark = new HashMap<>(Map.of(
                "id", id, "side", "LEFT", "kind", "SCRATCH", "xPermille", 300, "yPermille", 700, "words", "车门下沿"));
        if (photo != null) {
            mark.put("photoId", photo);
        }
        return mark;
    }

    void book(UUID id) {
        ValidatableResponse plan = city.plan("wang", "PL-G01", "PL-G03", 5, 2);
        submit("wang", id, request(plan, selfDrive(plan, "OURS"))).statusCode(201);
    }

    @BeforeEach
    void a_booked_car() throws SQLException {
        book(trip);
        vehicle = UUID.fromString(car(trip, "id"));
    }

    @AfterEach
    void time_goes_on() throws SQLException {
        rows("delete from trip.damage where vehicle_id = ? returning id", vehicle);
    }

    void pass(Duration time) {
        clock.pretend(Optional.of(clock.now().plus(time)));
    }

    static Path file(String digest) {
        return FOLDER.resolve(digest.substring(0, 2)).resolve(digest);
    }

    static List<Path> files() throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(FOLDER)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
