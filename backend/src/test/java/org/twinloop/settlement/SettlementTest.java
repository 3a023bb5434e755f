package org.twinloop.settlement;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Money;
import org.twinloop.common.Row;
import org.twinloop.journal.JournalReader;
import org.twinloop.journal.SealedEvent;
import org.twinloop.pricing.PriceTerms.CarShareTerms;

@QuarkusTest
class SettlementTest {

    @Inject
    Scene scene;

    @Inject
    Database database;

    @Inject
    JournalReader journal;

    @Inject
    TripSettlement settlement;

    private final UUID trip = Ids.next();

    @Test
    void a_finished_trip_is_priced_posted_and_the_rest_of_its_hold_given_back() {
        UUID hold = scene.hold(trip, 3000);
        scene.finish(trip, hold, scene.drive(scene.lastMonth, Duration.ofMinutes(31)));
        assertEquals("spent ¥15.50 held ¥0.00", scene.budgetFigures());
        scene.as(scene.traveller)
                .get("/api/v1/trips/{id}/receipt", trip)
                .then()
                .statusCode(200)
                .body("totalFen", equalTo(1550))
                .body("heldFen", equalTo(3000))
                .body("postedFen", equalTo(1550))
                .body("releasedFen", equalTo(1450))
                .body("lines.code", equalTo(List.of("TIME")))
                .body("lines.amountFen", equalTo(List.of(1550)))
                .body("priceListVersion", equalTo(1))
                .body("explanationZh", containsString(scene.operatorCode + "-CAR_SHARE-ANY-1（第 1 版）"))
                .body("explanationZh", containsString("用车 31 分钟"))
                .body("explanationEn", containsString("31 min: first 30 min ¥15.00, then 1 min × ¥0.50 = ¥15.50"))
                .body("explanationEn", containsString("posted ¥15.50, released ¥14.50"));
        SealedEvent settled = event("trip.settled");
        assertEquals(1550, settled.payload().get("receiptFen").asLong());
        assertEquals(
                scene.traveller.toString(), settled.payload().get("travellerId").asText());
        assertEquals(event("trip.finished").id(), settled.causationId());
    }

    @Test
    void an_attempt_to_settle_twice_changes_nothing() {
        UUID hold = scene.hold(trip, 3000);
        Scene.Drive drive = scene.drive(scene.lastMonth, Duration.ofMinutes(31));
        Receipt first = scene.finish(trip, hold, drive);
        SealedEvent finished = event("trip.finished");
        scene.tell("trip.finished", trip, hold, scene.drive(scene.lastMonth, Duration.ofHours(9)));
        scene.act(() -> settlement.finished(finished));
        long after = lastSeq();
        scene.until(() -> cursor(), seq -> seq >= after);
        Receipt second = scene.receipt(trip);
        assertEquals(first.total(), second.total());
        assertEquals(first.settledAt(), second.settledAt());
        assertEquals("spent ¥15.50 held ¥0.00", scene.budgetFigures());
        assertEquals(1, count("select count(*) from ledger.transfer where trip_id = $1 and kind = 'POST'"));
        assertEquals(1, count("select count(*) from settlement.trip_fact where trip_id = $1"));
    }

    @Test
    void a_changed_price_list_changes_the_receipt_of_a_later_trip_and_not_of_an_earlier_one() {
        scene.publish(scene.lastMonth, new CarShareTerms(30, 1500, 80, 18_800, 0, 0));
        UUID later = Ids.next();
        Receipt before = scene.finish(
                trip,
                scene.hold(trip, 3000),
                scene.drive(scene.lastMonth.minus(Duration.ofMinutes(1)), Duration.ofMinutes(40)));
        Receipt after =
                scene.finish(later, scene.hold(later, 3000), scene.drive(scene.lastMonth, Duration.ofMinutes(40)));
        assertEquals(Money.fen(2000), before.total());
        assertEquals(1, before.priceListVersion());
        assertEquals(Money.fen(2300), after.total());
        assertEquals(2, after.priceListVersion());
    }

    @Test
    void up_to_the_approved_ceiling_more_than_the_hold_is_posted_without_asking() {
        UUID hold = scene.hold(trip, 1500);
        Receipt receipt = scene.finish(trip, hold, scene.drive(scene.lastMonth, Duration.ofMinutes(36)));
        assertEquals(Receipt.State.SETTLED, receipt.state());
        assertEquals(Money.fen(1800), receipt.posted(), "1500 and 20 % allow 1800");
        assertEquals(Money.ZERO, receipt.released());
    }

    @Test
    void above_the_ceiling_it_waits_for_a_second_person_who_approves() {
        UUID hold = scene.hold(trip, 1500);
        Receipt waiting = scene.finish(trip, hold, scene.drive(scene.lastMonth, Duration.ofMinutes(37)));
        assertEquals(Receipt.State.AWAITING_DECISION, waiting.state());
        assertEquals("spent ¥0.00 held ¥15.00", scene.budgetFigures());
        assertEquals(
                1850,
                event("receipt.decision-needed").payload().get("receiptFen").asLong());
        scene.as(scene.traveller)
                .get("/api/v1/trips/{id}/receipt", trip)
                .then()
                .statusCode(404)
                .body("type", equalTo("/problems/receipt-not-ready"));
        scene.as(scene.traveller)
                .get("/api/v1/receipts/awaiting")
                .then()
                .statusCode(200)
                .body("items.tripId", hasItem(trip.toString()));

        decide(scene.traveller, "APPROVE").statusCode(403).body("type", equalTo("/problems/own-receipt"));
        assertEquals("spent ¥0.00 held ¥15.00", scene.budgetFigures());
        decide(scene.finance, "APPROVE").statusCode(200).body("postedFen", equalTo(1850));
        decide(scene.finance, "APPROVE").statusCode(200).body("postedFen", equalTo(1850));
        decide(scene.finance, "REJECT").statusCode(409).body("type", equalTo("/problems/receipt-decided"));

        assertEquals("spent ¥18.50 held ¥0.00", scene.budgetFigures());
        SealedEvent settled = event("trip.settled");
        assertEquals("APPROVE", settled.payload().get("decision").asText());
        assertEquals(scene.finance, settled.actorId());
    }

    @Test
    void a_rejected_excess_is_not_paid_and_the_hold_is() {
        UUID hold = scene.hold(trip, 1500);
        scene.finish(trip, hold, scene.drive(scene.lastMonth, Duration.ofHours(3)));
        decide(scene.finance, "REJECT")
                .statusCode(200)
                .body("postedFen", equalTo(1500))
                .body("totalFen", equalTo(9000));
        assertEquals("spent ¥15.00 held ¥0.00", scene.budgetFigures());
    }

    @Test
    void what_the_budget_no_longer_has_waits_for_a_person_even_within_the_ceiling() {
        UUID hold = scene.hold(trip, 1500);
        scene.hold(Ids.next(), 10_000_00 - 1500);
        Receipt waiting = scene.finish(trip, hold, scene.drive(scene.lastMonth, Duration.ofMinutes(36)));
        assertEquals(Receipt.State.AWAITING_DECISION, waiting.state());
        decide(scene.finance, "APPROVE").statusCode(409).body("type", equalTo("/problems/budget-exceeded"));
        assertEquals(Receipt.State.AWAITING_DECISION, scene.receipt(trip).state());
        decide(scene.finance, "REJECT").statusCode(200).body("postedFen", equalTo(1500));
    }

    @Test
    void a_receipt_is_the_travellers_and_the_desks_and_nobody_elses() {
        scene.finish(trip, scene.hold(trip, 3000), scene.drive(scene.lastMonth, Duration.ofMinutes(10)));
        scene.as(scene.colleague).get("/api/v1/trips/{id}/receipt", trip).then().statusCode(404);
        scene.as(scene.finance).get("/api/v1/trips/{id}/receipt", trip).then().statusCode(200);
        decide(scene.colleague, "APPROVE").statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"trip.cancelled", "trip.withdrawn", "trip.expired", "trip.no-show", "trip.booking-declined"})
    void a_trip_given_up_is_remembered_as_an_order_that_costs_nothing(String ending) {
        UUID hold = scene.hold(trip, 3000);
        scene.tell(ending, trip, hold, scene.drive(scene.lastMonth, Duration.ofMinutes(30)));
        List<Row> facts = scene.until(
                () -> database.rows("select state, total_fen from settlement.trip_fact where trip_id = $1", trip),
                rows -> !rows.isEmpty());
        assertEquals("CANCELLED", facts.get(0).text(0));
        assertEquals(0, facts.get(0).whole(1));
        assertEquals(0, count("select count(*) from settlement.receipt where trip_id = $1"));
    }

    @Test
    void a_trip_given_up_for_a_fee_is_remembered_as_an_order_that_costs_it() {
        scene.tell(
                "trip.no-show",
                trip,
                scene.hold(trip, 3000),
                scene.drive(scene.lastMonth, Duration.ofMinutes(30)),
                900);
        List<Row> facts = scene.until(
                () -> database.rows("select state, total_fen from settlement.trip_fact where trip_id = $1", trip),
                rows -> !rows.isEmpty());
        assertEquals("CANCELLED", facts.get(0).text(0));
        assertEquals(900, facts.get(0).whole(1));
    }

    @Test
    void finance_sees_the_budgets_of_its_unit_only() {
        scene.hold(trip, 1200);
        scene.as(scene.traveller)
                .get("/api/v1/budgets")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].unitCode", equalTo(scene.unitCode))
                .body("items[0].heldFen", equalTo(1200))
                .body("items[0].availableFen", equalTo(998_800));
        scene.as(scene.finance).get("/api/v1/budgets").then().statusCode(200).body("items.size()", not(equalTo(1)));
    }

    @Test
    void a_price_list_published_over_the_api_is_read_back_and_its_slips_are_named() {
        Map<String, Object> terms = Map.of(
                "kind",
                "CAR_SHARE",
                "flatMinutes",
                30,
                "flatFen",
                1600,
                "perMinuteFen",
                60,
                "capPer24hFen",
                20_000,
                "perKmFen",
                0,
                "insuranceFen",
                0);
        Map<String, Object> list = Map.of(
                "id",
                Ids.next(),
                "operatorCode",
                scene.operatorCode,
                "product",
                "CAR_SHARE",
                "vehicleClass",
                "ANY",
                "validFrom",
                "2099-01-01T00:00:00Z",
                "terms",
                terms);
        publish(scene.traveller, list).statusCode(403);
        publish(scene.finance, list).statusCode(201).body("version", equalTo(2)).body("terms.flatFen", equalTo(1600));
        publish(scene.finance, with(list, "id", Ids.next()))
                .statusCode(409)
                .body("type", equalTo("/problems/price-list-overlap"));
        publish(scene.finance, with(list, "validFrom", "2020-01-01T00:00:00Z")).statusCode(409);
        publish(scene.finance, with(list, "terms", with(terms, "flatFen", -1)))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/terms/flatFen"));
        scene.as(scene.colleague)
                .get("/api/v1/price-lists?operator=" + scene.operatorCode)
                .then()
                .statusCode(200)
                .body("items.version", equalTo(List.of(1, 2)))
                .body("items[0].validTo", equalTo("2099-01-01T00:00:00Z"));
    }

    private ValidatableResponse publish(UUID person, Map<String, Object> list) {
        return scene.as(person)
                .contentType("application/json")
                .body(list)
                .post("/api/v1/price-lists")
                .then();
    }

    private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        Map<String, Object> changed = new java.util.HashMap<>(map);
        changed.put(key, value);
        return changed;
    }

    private ValidatableResponse decide(UUID person, String decision) {
        return scene.as(person)
                .contentType("application/json")
                .body(Map.of("decision", decision, "reason", "道路封闭绕行"))
                .post("/api/v1/receipts/{id}/decision", trip)
                .then();
    }

    private SealedEvent event(String type) {
        List<SealedEvent> events = scene.until(
                () -> journal.ofTrip(trip, 0, 100),
                found -> found.stream().anyMatch(event -> event.type().equals(type)));
        List<SealedEvent> ofType =
                events.stream().filter(event -> event.type().equals(type)).toList();
        assertTrue(ofType.size() >= 1);
        return ofType.get(0);
    }

    private long count(String query) {
        return scene.act(() -> database.rows(query, trip)).get(0).whole(0);
    }

    private long lastSeq() {
        List<SealedEvent> events = scene.until(
                () -> journal.ofTrip(trip, 0, 100),
                found -> found.stream()
                                .filter(e -> e.type().equals("trip.finished"))
                                .count()
                        == 2);
        return events.stream().mapToLong(SealedEvent::seq).max().orElseThrow();
    }

    private io.smallrye.mutiny.Uni<Long> cursor() {
        return database.rows("select seq from journal.cursor where reader = 'settlement'")
                .map(rows -> rows.isEmpty() ? 0 : rows.get(0).whole(0));
    }
}
