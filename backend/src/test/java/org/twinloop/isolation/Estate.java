package org.twinloop.isolation;

import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.twinloop.common.Ids;
import org.twinloop.isolation.Cast.House;
import org.twinloop.trip.TestCity;

/**
 * What two units, two partners and their people own: a booked trip each, and a row of every other kind that an
 * operation can show or change.
 */
final class Estate extends EstateRows {

    private final TestCity city;

    Estate(Connection owner, TestCity city) {
        super(new ArrayList<>(), owner);
        this.city = city;
    }

    List<Thing> things() {
        return things;
    }

    /** A booked trip of a traveller, with the receipt it will have. */
    void trip(House unit, Actor traveller, String login) throws SQLException {
        ValidatableResponse plan = city.plan(login, "PL-G01", "PL-G03", 5, 1);
        UUID trip = Ids.next();
        Map<String, Object> request = TestCity.request(plan, TestCity.selfDrive(plan, "OURS"));
        request.put("passengers", List.of(Map.of("name", "王建国")));
        request.put("costCentre", budgetOf(unit));
        TestCity.submit(login, trip, request).statusCode(201);
        String planId = plan.extract().path("id");
        things.add(new Thing("plan", Map.of("id", planId), unit.unitId(), null, traveller.personId(), Set.of()));
        add("trip", trip, unit.unitId(), null, traveller.personId(), Set.of(planId));
        String leg = one("select leg_id::text from trip.booking where trip_id = ? and kind = 'CAR'", trip);
        things.add(new Thing(
                "leg",
                Map.of("id", trip.toString(), "legId", leg),
                unit.unitId(),
                null,
                traveller.personId(),
                Set.of()));
        receipt(trip, unit, traveller, "SETTLED");
        add("receipt", trip, unit.unitId(), null, traveller.personId(), Set.of());
        UUID dear = Ids.next();
        receipt(dear, unit, traveller, "AWAITING_DECISION");
        add("awaiting", dear, unit.unitId(), null, null, Set.of());
        UUID timer = Ids.next();
        insert(
                "trip.timer (id, trip_id, unit_id, kind, due_at, attempts, problem, parked_at)",
                timer,
                trip,
                unit.unitId(),
                "PARTNER_DEADLINE",
                now(),
                5,
                "a test",
                now());
        add("parked timer", timer, unit.unitId(), null, null, Set.of());
        UUID finding = Ids.next();
        insert(
                "supervision.finding (id, trip_id, unit_id, traveller_id, rule, rule_version, state, found_at, inputs, "
                        + "text_zh, text_en)",
                finding,
                trip,
                unit.unitId(),
                traveller.personId(),
                "PR-43",
                "2026.1",
                "OPEN",
                now(),
                json("{}"),
                "里程超出",
                "too long");
        add("finding", finding, unit.unitId(), null, traveller.personId(), Set.of());
        new TripEstate(things, owner, city).of(trip, unit, traveller, login);
    }

    private void receipt(UUID trip, House unit, Actor traveller, String state) throws SQLException {
        insert(
                "settlement.receipt (trip_id, unit_id, traveller_id, state, total_fen, held_fen, posted_fen, "
                        + "released_fen, lines, explanation_zh, explanation_en, priced_at, settled_at)",
                trip,
                unit.unitId(),
                traveller.personId(),
                state,
                100L,
                100L,
                100L,
                0L,
                json("[]"),
                "说明",
                "why",
                now(),
                state.equals("SETTLED") ? now() : null);
    }

    /** What lies in the inbox of a person, and the phone that gets copies. */
    void inbox(House unit, Actor person) throws SQLException {
        UUID message = Ids.next();
        insert(
                "notification.message (id, unit_id, person_id, event_id, template, title_zh, title_en, body_zh, "
                        + "body_en, created_at)",
                message,
                unit.unitId(),
                person.personId(),
                Ids.next(),
                "trip.booked",
                "题",
                "title",
                "文",
                "text",
                now());
        add("message", message, unit.unitId(), null, person.personId(), Set.of());
        UUID copy = Ids.next();
        insert(
                "notification.delivery (id, message_id, unit_id, person_id, channel, gateway, state, changed_at, "
                        + "due_at, expires_at)",
                copy,
                message,
                unit.unitId(),
                person.personId(),
                "GATEWAY",
                "sms",
                "SENT",
                now(),
                now(),
                now());
        add("delivery", copy, unit.unitId(), null, null, Set.of());
        UUID phone = Ids.next();
        insert(
                "notification.push_token (id, unit_id, person_id, token, platform, registered_at)",
                phone,
                unit.unitId(),
                person.personId(),
                "a token of the phone " + phone,
                "ANDROID",
                now());
        add("phone", phone, unit.unitId(), null, person.personId(), Set.of());
    }

    /** What a unit has from the beginning. */
    void possessions(House unit) throws SQLException {
        String account = one("select account_id::text from ledger.budget where unit_id = ? order by 1", unit.unitId());
        add("budget", UUID.fromString(account), unit.unitId(), null, null, Set.of(budgetOf(unit)));
        String car = one("select id::text from vehicle.vehicle where unit_id = ? order by 1", unit.unitId());
        String plate = one("select plate from vehicle.vehicle where id = ?", UUID.fromString(car));
        String vin = one("select vin from vehicle.vehicle where id = ?", UUID.fromString(car));
        things.add(new Thing(
                "vehicle",
                Map.of("id", car, "plate", plate, "vin", vin),
                unit.unitId(),
                null,
                null,
                Set.of(car, plate, vin)));
        UUID damage = Ids.next();
        insert(
                "trip.damage (id, vehicle_id, unit_id, inspection_id, phase, side, kind, x_permille, y_permille, "
                        + "reported_at)",
                damage,
                UUID.fromString(car),
                unit.unitId(),
                Ids.next(),
                "AFTER",
                "LEFT",
                "DENT",
                1,
                1,
                now());
        add("damage", damage, unit.unitId(), null, null, Set.of());
        UUID alert = Ids.next();
        insert(
                "telematics.occurrence (id, vehicle_no, rule, began_at, ended_at, end_told, facts)",
                alert,
                Integer.valueOf(one("select vehicle_no::text from vehicle.vehicle where id = ?", UUID.fromString(car))),
                "case-open",
                now(),
                now(),
                true,
                json("{}"));
        add("alert", alert, unit.unitId(), null, null, Set.of());
    }

    /** Somebody who serves a unit and asks for nothing here. */
    void colleague(House unit) throws SQLException {
        UUID id = Ids.next();
        String login = "y" + hex(id).substring(24) + "." + unit.code().toLowerCase(java.util.Locale.ROOT);
        insert("identity.person (id, login, name_zh, password_hash)", id, login, "同事", "none");
        try (PreparedStatement sql = owner.prepareStatement("insert into identity.membership (person_id, unit_id, "
                + "roles, valid) values (?, ?, '{TRAVELLER}', tstzrange('2020-01-01Z', null))")) {
            sql.setObject(1, id);
            sql.setObject(2, unit.unitId());
            sql.executeUpdate();
        }
        things.add(new Thing("person", Map.of("login", login), unit.unitId(), null, null, Set.of(login)));
    }

    /** What a partner has with us: its statement, an order, a feed, a message set aside, a device, its prices. */
    void business(House partner) throws SQLException {
        UUID operator = partner.operatorId();
        UUID statement = Ids.next();
        insert(
                "settlement.statement (id, operator_id, operator_code, period, sha256, state, byte_count, uploaded_by, "
                        + "received_at)",
                statement,
                operator,
                partner.code(),
                "2020-01",
                "0".repeat(32) + hex(statement),
                "SUPERSEDED",
                1L,
                Ids.next(),
                now());
        add("statement", statement, null, operator, null, Set.of());
        UUID order = Ids.next();
        insert(
                "settlement.trip_fact (leg_id, trip_id, platform_order_id, state, product, operator_id, operator_code, "
                        + "unit_id, unit_code, traveller_id, rider_pseudonym, vehicle_class, started_at, ended_at, "
                        + "period, km, energy_wh, toll_fen, parking_fen, total_fen)",
                Ids.next(),
                Ids.next(),
                order,
                "FINISHED",
                "CAR_SHARE",
                operator,
                partner.code(),
                Ids.next(),
                "T-UNIT",
                Ids.next(),
                "r-" + hex(order),
                "ANY",
                now(),
                now(),
                "2026-10",
                1,
                0L,
                0L,
                0L,
                0L);
        add("order", order, null, operator, null, Set.of());
        insert("partner.feed (operator_id, feed)", operator, "feed/" + hex(order));
        things.add(new Thing("feed", Map.of(), null, operator, null, Set.of("feed/" + hex(order))));
        UUID quarantined = Ids.next();
        insert(
                "device.quarantine (id, device_id, operator_id, topic, payload, reason, received_at)",
                quarantined,
                "T000001",
                operator,
                "tl/v1/T000001/up/report",
                new byte[1],
                "unreadable",
                now());
        add("quarantined", quarantined, null, operator, null, Set.of());
        String prices = one("select id::text from pricing.price_list where operator_id = ? order by 1", operator);
        add("price list", UUID.fromString(prices), null, operator, null, Set.of());
    }

    /** A platform that reports for a partner. */
    void platform(House partner) throws SQLException {
        String account = "px-" + partner.code();
        insert(
                "partner.gb_platform (account, code, operator_id, password_hash, datum, blocked, registered_at)",
                account,
                account,
                partner.operatorId(),
                "none",
                "wgs84",
                true,
                now());
        things.add(
                new Thing("platform", Map.of("account", account), null, partner.operatorId(), null, Set.of(account)));
    }

    /** A device of a partner, by its id in the path. */
    void device(House partner) throws SQLException {
        String id = one(
                "select device_id from device.device where operator_id = ? and kind = 'TERMINAL' order by 1 desc",
                partner.operatorId());
        things.add(new Thing("device", Map.of("id", id), null, partner.operatorId(), null, Set.of()));
    }

    /** Words that no answer to this person may hold. */
    Set<String> hidden(Actor actor) {
        Set<String> marks = new TreeSet<>();
        things.stream()
                .filter(thing -> !thing.isFor(actor)
                        && !(pricesAreShown(actor) && thing.kind().equals("price list")))
                .forEach(thing -> marks.addAll(thing.marks()));
        return marks;
    }

    /** People of units are quoted the prices of all partners. */
    private static boolean pricesAreShown(Actor actor) {
        return actor.scope().kind().equals("unit");
    }
}
