package org.twinloop.isolation;

import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.twinloop.common.Ids;
import org.twinloop.isolation.Cast.House;
import org.twinloop.trip.TestCity;
import org.twinloop.trip.inspection.picture.Shots;

/** What hangs on a trip: a question, a draw, a photo, a proposal to share the car. */
final class TripEstate extends EstateRows {
    private final TestCity city;

    TripEstate(List<Thing> things, Connection owner, TestCity city) {
        super(things, owner);
        this.city = city;
    }

    void of(UUID trip, House unit, Actor traveller, String login) throws SQLException {
        question(trip, unit, traveller);
        sample(trip, unit, traveller);
        photo(trip, unit, traveller, login);
        poolProposal(trip, unit, traveller, login);
        dispute(trip, unit, traveller);
        offer(trip, unit, traveller);
        receiptPhoto(trip, unit, traveller);
    }

    private static Object later() {
        return new java.sql.Timestamp(org.twinloop.common.SystemTime.millis() + 30L * 86_400_000);
    }

    /** A dispute that its operator, the partner of the cast, has not answered; each side knows it by another id. */
    private void dispute(UUID trip, House unit, Actor traveller) throws SQLException {
        boolean ours = unit.code().equals(Cast.OURS);
        UUID operator = UUID.fromString(one(
                "select id::text from operator.operator where code = ?", ours ? Cast.OUR_PARTNER : Cast.THEIR_PARTNER));
        UUID dispute = Ids.next();
        insert(
                "settlement.dispute (id, trip_id, unit_id, operator_id, order_id, traveller_id, opened_by, opened_at, "
                        + "item, reason, state, due_at, paid_fen, disputed_fen)",
                dispute,
                trip,
                unit.unitId(),
                operator,
                Ids.next(),
                traveller.personId(),
                traveller.personId(),
                now(),
                "PARKING",
                "没有停车",
                "OPEN",
                later(),
                100L,
                0L);
        add("dispute", dispute, unit.unitId(), operator, null, Set.of());
        things.add(new Thing(
                "disputed", Map.of("id", trip.toString()), unit.unitId(), null, traveller.personId(), Set.of()));
    }

    /** What is offered for the booked trip in place of its car. */
    private void offer(UUID trip, House unit, Actor traveller) throws SQLException {
        insert(
                "trip.heal (booking_id, trip_id, unit_id, unfit, outcome, plan_id, offered_until, tried_at, "
                        + "next_try_at)",
                UUID.fromString(one("select id::text from trip.booking where trip_id = ? and kind = 'CAR'", trip)),
                trip,
                unit.unitId(),
                "BLOCKED",
                "OFFERED",
                UUID.fromString(one("select plan_id::text from trip.trip where id = ?", trip)),
                later(),
                now(),
                later());
        things.add(
                new Thing("offer", Map.of("id", trip.toString()), unit.unitId(), null, traveller.personId(), Set.of()));
    }

    /** A photo of a receipt with the content of that of the car. */
    private void receiptPhoto(UUID trip, House unit, Actor traveller) throws SQLException {
        UUID photo = Ids.next();
        insert(
                "trip.receipt_photo (id, trip_id, unit_id, step_id, media_type, width, height, bytes, sha256, sent_at)",
                photo,
                trip,
                unit.unitId(),
                Ids.next(),
                "image/png",
                64,
                64,
                100L,
                one("select sha256 from trip.photo where trip_id = ?", trip),
                now());
        add("receipt photo", photo, unit.unitId(), null, traveller.personId(), Set.of());
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A draw in which the trip came up, and a table that nobody has reviewed. */
    private void sample(UUID trip, House unit, Actor traveller) throws SQLException {
        UUID sample = Ids.next();
        insert(
                "supervision.sample (id, unit_id, period, seed, share_percent, minimum, maximum, population, "
                        + "with_findings, population_sha256, drawn_at)",
                sample,
                unit.unitId(),
                "2026-10",
                "0".repeat(32),
                5,
                2,
                200,
                1,
                0,
                "0".repeat(64),
                now());
        add("sample", sample, unit.unitId(), null, null, Set.of());
        UUID item = Ids.next();
        insert(
                "supervision.sample_item (id, sample_id, unit_id, trip_id, stratum, traveller_id, party_ids)",
                item,
                sample,
                unit.unitId(),
                trip,
                "EV",
                traveller.personId(),
                owner.createArrayOf("uuid", new Object[] {traveller.personId()}));
        add("sample item", item, unit.unitId(), null, null, Set.of());
        UUID table = Ids.next();
        String content = "{\"travellersMin\":5,\"channels\":[],\"findings\":[],\"sample\":[]}";
        insert(
                "supervision.publication (id, unit_id, unit_zh, unit_en, period, state, content, content_sha256, "
                        + "made_by, made_at)",
                table,
                unit.unitId(),
                "单位",
                "unit",
                "2026-10",
                "DRAFT",
                content,
                sha256(content),
                traveller.personId(),
                now());
        add("publication", table, unit.unitId(), null, null, Set.of());
    }

    /** A photo of the car, in the store of photos as well. */
    private void photo(UUID trip, House unit, Actor traveller, String login) {
        UUID photo = Ids.next();
        TestCity.as(login)
                .contentType("application/octet-stream")
                .body(Shots.png(64, 64, 1))
                .put("/api/v1/trips/" + trip + "/photos/" + photo + "?phase=BEFORE&subject=FRONT")
                .then()
                .statusCode(201);
        add("photo", photo, unit.unitId(), null, traveller.personId(), Set.of());
    }

    /** Asked whether the trip could be merged with another of the same traveller, and not answered in time. */
    private void poolProposal(UUID trip, House unit, Actor traveller, String login) throws SQLException {
        ValidatableResponse plan = city.plan(login, "PL-G01", "PL-G03", 300, 1);
        UUID guest = Ids.next();
        Map<String, Object> request = TestCity.request(plan, TestCity.selfDrive(plan, "OURS"));
        request.put("passengers", List.of(Map.of("name", "王建国")));
        request.put("costCentre", budgetOf(unit));
        TestCity.submit(login, guest, request).statusCode(201);
        UUID proposal = Ids.next();
        String terms = "{\"plate\": \"沪A00001\", \"pickUp\": \"-\", \"leaveAt\": \"2026-11-23T04:00:00Z\", "
                + "\"meetAt\": \"2026-11-23T04:00:00Z\", \"walkInM\": 1, \"dropOff\": \"-\", "
                + "\"arriveAt\": \"2026-11-23T05:00:00Z\", \"walkOutM\": 1, \"longerM\": 0, \"longerS\": 0}";
        insert(
                "trip.pool_proposal (id, host_trip_id, guest_trip_id, host_unit_id, guest_unit_id, host_version, "
                        + "guest_version, state, host_persons, guest_persons, depart_at, terms, saved_fen, saved_m, "
                        + "saved_co2_g, proposed_at, expires_at, ended_at)",
                proposal,
                trip,
                guest,
                unit.unitId(),
                unit.unitId(),
                0,
                0,
                "EXPIRED",
                1,
                1,
                now(),
                json(terms),
                100L,
                100L,
                100L,
                now(),
                new java.sql.Timestamp(org.twinloop.common.SystemTime.millis() + 1000),
                now());
        add("pool proposal", proposal, unit.unitId(), null, traveller.personId(), Set.of());
    }

    /** Something the traveller was asked on the way. */
    private void question(UUID trip, House unit, Actor traveller) throws SQLException {
        UUID question = Ids.next();
        insert(
                "supervision.question (id, trip_id, unit_id, traveller_id, rule, rule_version, phase, began_at, "
                        + "ended_at, asked_at, due_at, inputs, text_zh, text_en)",
                question,
                trip,
                unit.unitId(),
                traveller.personId(),
                "PR-40",
                "1",
                "TO_DECIDE",
                now(),
                now(),
                now(),
                now(),
                json("{}"),
                "偏离路线",
                "off the way");
        add("question", question, unit.unitId(), null, traveller.personId(), Set.of());
    }
}
