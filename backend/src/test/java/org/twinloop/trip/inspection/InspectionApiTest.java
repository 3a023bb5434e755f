package org.twinloop.trip.inspection;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.twinloop.trip.TestCity.as;
import static org.twinloop.trip.TestCity.rows;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;
import org.twinloop.trip.Apart;
import org.twinloop.trip.inspection.picture.Shots;

/** Photos of a car before and after a ride: who sees them, what they open, and what becomes of a damage. */
@QuarkusTest
@TestProfile(Apart.class)
class InspectionApiTest extends InspectionCase {

    @Test
    void a_photo_is_kept_without_its_place_and_shown_to_its_people_only() throws SQLException, IOException {
        UUID photo = Ids.next();
        byte[] sent = Shots.talkative(Shots.jpeg(640, 480, 11));
        String digest = send(photo, "BEFORE", "FRONT", sent)
                .statusCode(201)
                .body("mediaType", equalTo("image/jpeg"))
                .body("widthPx", equalTo(640))
                .extract()
                .path("sha256");

        byte[] shown = as("wang")
                .get("/api/v1/photos/" + photo)
                .then()
                .statusCode(200)
                .contentType("image/jpeg")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "private, no-store")
                .header("ETag", '"' + digest + '"')
                .extract()
                .asByteArray();

        assertTrue(Shots.saysPlace(sent));
        assertFalse(Shots.saysPlace(shown));
        assertArrayEquals(Files.readAllBytes(file(digest)), shown);
        for (Path one : files()) {
            assertFalse(Shots.saysPlace(Files.readAllBytes(one)), one + " says where it was taken");
        }
        as("wang")
                .header("If-None-Match", '"' + digest + '"')
                .get("/api/v1/photos/" + photo)
                .then()
                .statusCode(304);
        as("qian").get("/api/v1/photos/" + photo).then().statusCode(404);
        as("traveller01").get("/api/v1/photos/" + photo).then().statusCode(404);
        send("qian", Ids.next(), "BEFORE", "FRONT", sent).statusCode(404);
    }

    @Test
    void who_else_looks_is_written_down_for_the_traveller_to_see() {
        UUID photo = Ids.next();
        send(photo, "BEFORE", "FRONT", Shots.png(100, 100, 12)).statusCode(201);

        as("wang").get("/api/v1/photos/" + photo).then().statusCode(200);
        as("wu").get("/api/v1/photos/" + photo).then().statusCode(200).contentType("image/png");
        as("li").get("/api/v1/photos/" + photo).then().statusCode(200);

        as("wang")
                .get("/api/v1/trips/" + trip + "/looks")
                .then()
                .body("items", hasSize(2))
                .body("items.what", equalTo(List.of("PHOTO", "PHOTO")))
                .body("items[1].roles", hasItem("SUPERVISOR"))
                .body("items[0].roles", hasItem("FLEET_MANAGER"));
    }

    @Test
    void the_same_id_is_the_same_photo_and_no_other() throws SQLException {
        UUID photo = Ids.next();
        byte[] sent = Shots.jpeg(200, 200, 13);
        send(photo, "BEFORE", "FRONT", sent).statusCode(201);

        send(photo, "BEFORE", "FRONT", sent).statusCode(200).body("id", equalTo(photo.toString()));
        send(photo, "BEFORE", "FRONT", Shots.talkative(sent, 1)).statusCode(200);
        send(photo, "BEFORE", "REAR", sent).statusCode(409).body("type", equalTo("/problems/conflict"));
        send(photo, "BEFORE", "FRONT", Shots.jpeg(200, 200, 14)).statusCode(409);

        assertEquals(List.of("1"), rows("select count(*) from trip.photo where trip_id = ?", trip));
    }

    @Test
    void the_car_opens_and_is_handed_back_only_with_the_photos_that_are_asked_for() throws SQLException {
        state("wang")
                .body("requiredBefore", equalTo(List.of("FRONT")))
                .body("requiredAfter", equalTo(List.of("REAR")))
                .body("photosMax", equalTo(3));
        unlock().statusCode(409)
                .body("type", equalTo("/problems/inspection-needed"))
                .body("detail", containsString("车头"));
        UUID front = photo("BEFORE", "FRONT", 31);
        unlock().statusCode(409);
        inspect(Ids.next(), "BEFORE", List.of(front), List.of()).statusCode(201);

        ride();
        end().statusCode(409)
                .body("type", equalTo("/problems/end-checks-failed"))
                .body("errors.pointer", hasItem("/checks/photos"))
                .body("errors.detail", hasItem(containsString("车尾")));
        inspect(Ids.next(), "AFTER", List.of(photo("AFTER", "REAR", 32)), List.of())
                .statusCode(201);
        end().body("errors.pointer", not(hasItem("/checks/photos")));
    }

    @Test
    void an_inspection_is_told_in_the_journal_with_the_digest_of_each_photo() throws SQLException {
        UUID front = photo("BEFORE", "FRONT", 41);
        UUID left = photo("BEFORE", "LEFT", 42);
        UUID inspection = Ids.next();
        state("wang").body("unsent.id", hasItems(front.toString(), left.toString()));

        inspect(inspection, "BEFORE", List.of(front, left), List.of())
                .statusCode(201)
                .body("photos", hasSize(2));
        inspect(inspection, "BEFORE", List.of(front, left), List.of()).statusCode(200);
        inspect(inspection, "BEFORE", List.of(front), List.of())
                .statusCode(409)
                .body("type", equalTo("/problems/conflict"));
        inspect(Ids.next(), "BEFORE", List.of(front), List.of())
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("/photoIds/0")));

        assertEquals(
                rows("select sha256 from trip.photo where trip_id = ? order by id", trip),
                rows(
                        "select p ->> 'sha256' from journal.payload b join journal.event e on e.id = b.event_id, "
                                + "jsonb_array_elements(b.body::jsonb -> 'photos') p "
                                + "where e.trip_id = ? and e.type = 'trip.inspected' order by p ->> 'photoId'",
                        trip));
        state("wang").body("unsent", hasSize(0)).body("items", hasSize(1));
        state("wu").body("items[0].id", equalTo(inspection.toString()));
        as("qian").get("/api/v1/trips/" + trip + "/inspections").then().statusCode(404);
    }

    @Test
    void a_damage_reaches_the_fleet_desk_and_who_takes_the_car_next() throws SQLException {
        inspect(Ids.next(), "BEFORE", List.of(photo("BEFORE", "FRONT", 51)), List.of())
                .statusCode(201);
        ride();
        UUID damage = Ids.next();
        UUID close = photo("AFTER", "DAMAGE", 52);
        inspect(Ids.next(), "AFTER", List.of(close), List.of(mark(damage, close)))
                .statusCode(201);

        Awaitility.await("the message")
                .atMost(WAIT)
                .until(() -> rows(
                                "select m.body_zh from notification.message m "
                                        + "join identity.person p on p.id = m.person_id where m.trip_id = ? "
                                        + "and m.template = 'trip.damage-reported' and p.login = 'li'",
                                trip)
                        .stream()
                        .anyMatch(text -> text.contains("左侧划痕（车门下沿）") && text.contains(trip.toString())));
        as("li").get("/api/v1/vehicles/" + vehicle + "/inspections")
                .then()
                .statusCode(200)
                .body("standing.id", hasItem(damage.toString()))
                .body("items.tripId", hasItem(trip.toString()))
                .body("items[0].damages[0].kind", equalTo("SCRATCH"));
        assertEquals(List.of(), rows("select id from trip.damage where id = ? and unit_id is not null", damage));
        as("wang")
                .contentType("application/json")
                .body(Map.of("reason", "不是我的事"))
                .post("/api/v1/vehicle-damages/" + damage + "/repair")
                .then()
                .statusCode(403);
        for (int i = 0; i < 2; i++) {
            as("li").contentType("application/json")
                    .body(Map.of("reason", "左前门已补漆"))
                    .post("/api/v1/vehicle-damages/" + damage + "/repair")
                    .then()
                    .statusCode(200);
        }
        state("wang").body("known", hasSize(0));
    }

    /** Whoever takes a shared car next sees the marks of another unit's ride, and after which trip only the desk. */
    @Test
    void a_damage_found_at_pick_up_is_told_with_the_trip_before() throws SQLException {
        // It ended after whatever other tests had the same car do.
        UUID earlier = UUID.fromString(rows("select gen_random_uuid()").get(0));
        rows(
                "insert into trip.trip select (jsonb_populate_record(t, jsonb_build_object('id', ?::text, 'state', "
                        + "'ENDED', 'started_at', t.created_at + interval '9 hours', 'ended_at', t.created_at + "
                        + "interval '400 days', 'hold_id', gen_random_uuid()))).* from trip.trip t where id = ? "
                        + "returning id",
                earlier.toString(),
                trip);
        rows(
                "insert into trip.booking select (jsonb_populate_record(b, jsonb_build_object('id', "
                        + "gen_random_uuid(), 'trip_id', ?::text, 'state', 'RELEASED'))).* from trip.booking b "
                        + "where trip_id = ? and kind = 'CAR' returning id",
                earlier.toString(),
                trip);

        inspect(Ids.next(), "BEFORE", List.of(photo("BEFORE", "FRONT", 61)), List.of(mark(Ids.next(), null)))
                .statusCode(201);

        assertEquals(
                List.of(earlier.toString()),
                rows(
                        "select b.body::jsonb ->> 'precedingTripId' from journal.payload b join journal.event e on "
                                + "e.id = b.event_id where e.trip_id = ? and e.type = 'trip.damage-reported'",
                        trip));
        assertEquals(
                List.of("t"),
                rows(
                        "select b.body::jsonb ->> 'textZh' like '%仅供了解，不表示责任%' from journal.payload b "
                                + "join journal.event e on e.id = b.event_id where e.trip_id = ? "
                                + "and e.type = 'trip.damage-reported'",
                        trip));
        state("wang").body("known", hasSize(1)).body("known[0].tripId", nullValue());
        rows("delete from trip.booking where trip_id = ? returning id", earlier);
        rows("delete from trip.trip where id = ? returning id", earlier);
    }
}
