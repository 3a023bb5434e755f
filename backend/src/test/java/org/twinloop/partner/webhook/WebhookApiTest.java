package org.twinloop.partner.webhook;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Row;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.common.key.HmacKey;
import org.twinloop.common.key.WebhookSignature;
import org.twinloop.isolation.Cast;

/** What partners tell by signed webhooks, and all that is let in by nobody. */
@QuarkusTest
class WebhookApiTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int BAD_CALLS = 1_000;
    private static final String OPERATOR = "EVC";

    @Inject
    Database database;

    @Inject
    Cast cast;

    @Inject
    Clock clock;

    private final HmacKey first = key("test-1");
    private final HmacKey second = key("test-2");
    private UUID operator;

    /** The ways a webhook can be bad. */
    private enum Fault {
        BODY_BIT,
        BODY_LONGER,
        SIGNATURE_LETTER,
        SIGNATURE_CUT,
        SIGNATURE_NOISE,
        NO_SIGNATURE,
        NO_ID,
        NO_TIME,
        NO_KEY,
        OTHER_SECRET,
        OTHER_KEY_ID,
        UNKNOWN_KEY,
        OTHER_ID,
        OTHER_TIME,
        LONG_AGO,
        AHEAD,
        OTHER_OPERATOR,
        REPLAYED
    }

    /** A call as it is sent; what is null is left out. */
    private record Call(String operator, String id, String time, String keyId, String signature, byte[] body) {}

    @BeforeEach
    void a_partner() {
        operator = cast.partner(OPERATOR).operatorId();
    }

    @Test
    void a_thousand_forged_altered_or_replayed_webhooks_are_let_in_by_nobody() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("webhooks seed=" + seed);
        Random random = new Random(seed);
        Map<Fault, Integer> tried = new EnumMap<>(Fault.class);
        List<String> accepted = new ArrayList<>();
        int noted = 0;
        for (int i = 0; i < BAD_CALLS; i++) {
            Fault fault = Fault.values()[i % Fault.values().length];
            Call good = signed(first, Ids.next().toString(), told(Ids.next(), "CONFIRMED"));
            if (fault == Fault.REPLAYED) {
                send(good).statusCode(200);
                noted++;
            }
            int status = send(spoilt(fault, good, random)).extract().statusCode();
            if (status != 401 && status != 409) {
                accepted.add(i + " " + fault + " " + status);
            }
            if (fault != Fault.REPLAYED && i % 50 == 0) {
                send(good).statusCode(200);
                noted++;
            }
            tried.merge(fault, 1, Integer::sum);
        }
        System.out.println("webhooks tried=" + tried + " accepted=" + accepted.size());
        assertEquals(Fault.values().length, tried.size());
        assertEquals(List.of(), accepted, "seed " + seed);
        assertTrue(noted > BAD_CALLS / Fault.values().length, "the good ones were let in");
    }

    @Test
    void an_operator_confirms_late_and_the_booking_hears_of_it_once() {
        UUID hold = hold(clock.instant().plusSeconds(3600));

        tell(hold, "CONFIRMED").statusCode(200).body("outcome", equalTo("TAKEN"));

        tell(hold, "CONFIRMED").statusCode(200).body("outcome", equalTo("KNOWN"));
        tell(hold, "DECLINED").statusCode(200).body("outcome", equalTo("KNOWN"));
        assertEquals(
                "CONFIRMED",
                row("select state from partner.hold where id = $1", hold).text(0));
        assertEquals(1, events(hold, "partner.hold-confirmed"));
        assertEquals(0, events(hold, "partner.hold-declined"));
    }

    @Test
    void an_answer_after_the_deadline_or_about_anothers_hold_changes_nothing() {
        UUID late = hold(clock.instant().minusSeconds(1));
        UUID foreign = hold(clock.instant().plusSeconds(3600));
        sql("update partner.hold set operator_id = $2 where id = $1", foreign, Ids.next());

        tell(late, "CONFIRMED").statusCode(200).body("outcome", equalTo("TOO_LATE"));
        tell(foreign, "CONFIRMED").statusCode(200).body("outcome", equalTo("TOO_LATE"));

        assertEquals(0, events(late, "partner.hold-confirmed") + events(foreign, "partner.hold-confirmed"));
    }

    @Test
    void of_the_same_webhook_sent_many_times_at_once_one_is_let_in() {
        UUID hold = hold(clock.instant().plusSeconds(3600));
        Call call = signed(first, Ids.next().toString(), told(hold, "DECLINED"));

        List<Integer> statuses = Stream.generate(() ->
                        CompletableFuture.supplyAsync(() -> send(call).extract().statusCode()))
                .limit(8)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();

        assertEquals(List.of(200, 409, 409, 409, 409, 409, 409, 409), statuses);
        assertEquals(1, events(hold, "partner.hold-declined"));
    }

    @Test
    void both_keys_hold_while_they_are_changed() {
        send(signed(first, Ids.next().toString(), told(Ids.next(), "PENDING"))).statusCode(200);
        send(signed(second, Ids.next().toString(), told(Ids.next(), "PENDING"))).statusCode(200);
    }

    @Test
    void what_is_signed_but_makes_no_sense_is_refused_by_name_and_may_be_sent_again() {
        UUID hold = hold(clock.instant().plusSeconds(3600));
        String id = Ids.next().toString();

        send(signed(first, id, "{\"type\":\"hold.answered\",\"id\":\"" + hold + "\",\"answer\":{\"status\":\"YES\"}}"))
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/answer"));
        send(signed(first, id, "{\"type\":\"hold.sold\"}")).statusCode(400).body("errors[0].pointer", equalTo("/type"));
        send(signed(first, id, "no JSON")).statusCode(400).body("type", containsString("unreadable-body"));

        send(signed(first, id, told(hold, "CONFIRMED"))).statusCode(200).body("outcome", equalTo("TAKEN"));
    }

    @Test
    void a_company_tells_that_the_driver_has_come() {
        UUID order = Ids.next();
        Instant now = clock.instant();
        sql("""
                insert into chauffeur.dispatch_order (id, order_no, operator_id, unit_id, trip_id, passengers,
                    vehicle_class, pickup_name, pickup, dropoff_name, dropoff, pickup_at, planned_until, state,
                    created_at, deadline, sent_at, link_version)
                values ($1, $2, $3, $4, $4, 2, 'SEDAN', '甲', st_setsrid(st_makepoint(121.47, 31.23), 4326),
                    '乙', st_setsrid(st_makepoint(121.5, 31.2), 4326), $5, $5, 'PENDING', $6, $5, $6, 1)
                """, order, "WH" + order, operator, Ids.next(), now.plusSeconds(3600), now);
        String driver = "\"driver\":{\"name\":\"顾师傅\",\"phone\":\"13900000000\",\"plate\":\"沪A1\"}";

        send(signed(first, Ids.next().toString(), order(order, "\"status\":\"ACCEPTED\"," + driver)))
                .statusCode(200)
                .body("outcome", equalTo("TAKEN"));
        send(signed(first, Ids.next().toString(), order(order, "\"status\":\"ARRIVED\"")))
                .statusCode(200)
                .body("outcome", equalTo("TAKEN"));

        String otherCar = "\"driver\":{\"plate\":\"沪A2\"}";
        send(signed(first, Ids.next().toString(), order(order, "\"status\":\"ARRIVED\"," + otherCar)))
                .statusCode(200)
                .body("outcome", equalTo("TAKEN"));

        Row row = row("select state, driver_name, plate from chauffeur.dispatch_order where id = $1", order);
        assertEquals(List.of("ARRIVED", "顾师傅", "沪A2"), List.of(row.text(0), row.text(1), row.text(2)));
        assertEquals(1, events(order, "partner.hold-confirmed"));
        send(signed(first, Ids.next().toString(), order(order, "\"status\":\"ACCEPTED\"")))
                .statusCode(200)
                .body("outcome", equalTo("KNOWN"));
    }

    private Call spoilt(Fault fault, Call good, Random random) {
        long now = SystemTime.now().getEpochSecond();
        return switch (fault) {
            case BODY_BIT -> {
                byte[] body = good.body().clone();
                body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
                yield with(good, good.id(), good.time(), good.keyId(), good.signature(), body);
            }
            case BODY_LONGER -> {
                byte[] body = (text(good.body()) + " \n\t".charAt(random.nextInt(3))).getBytes(StandardCharsets.UTF_8);
                yield with(good, good.id(), good.time(), good.keyId(), good.signature(), body);
            }
            case SIGNATURE_LETTER -> {
                int at = random.nextInt(good.signature().length() - 1);
                char other = (char) ('a' + random.nextInt(26));
                char put = other == good.signature().charAt(at) ? '0' : other;
                yield signature(
                        good,
                        good.signature().substring(0, at)
                                + put
                                + good.signature().substring(at + 1));
            }
            case SIGNATURE_CUT ->
                signature(
                        good,
                        good.signature()
                                .substring(
                                        0, 1 + random.nextInt(good.signature().length() - 1)));
            case SIGNATURE_NOISE -> {
                byte[] noise = new byte[32];
                random.nextBytes(noise);
                yield signature(good, "v1," + Base64.getEncoder().encodeToString(noise));
            }
            case NO_SIGNATURE -> signature(good, null);
            case NO_ID -> with(good, null, good.time(), good.keyId(), good.signature(), good.body());
            case NO_TIME -> with(good, good.id(), null, good.keyId(), good.signature(), good.body());
            case NO_KEY -> with(good, good.id(), good.time(), null, good.signature(), good.body());
            case OTHER_SECRET -> {
                byte[] secret = new byte[48];
                random.nextBytes(secret);
                HmacKey forged = HmacKey.of(good.keyId(), secret);
                yield signed(forged, good.id(), text(good.body()));
            }
            case OTHER_KEY_ID -> with(good, good.id(), good.time(), second.id(), good.signature(), good.body());
            case UNKNOWN_KEY -> with(good, good.id(), good.time(), "retired", good.signature(), good.body());
            case OTHER_ID ->
                with(good, Ids.next().toString(), good.time(), good.keyId(), good.signature(), good.body());
            case OTHER_TIME -> {
                String time = Long.toString(now + 2 + random.nextInt(200));
                yield with(good, good.id(), time, good.keyId(), good.signature(), good.body());
            }
            case LONG_AGO -> signedAt(first, good, now - 302 - random.nextInt(1_000_000));
            case AHEAD -> signedAt(first, good, now + 400 + random.nextInt(1_000_000));
            case OTHER_OPERATOR -> new Call("PCC", good.id(), good.time(), good.keyId(), good.signature(), good.body());
            case REPLAYED -> good;
        };
    }

    private static Call signature(Call call, String signature) {
        return with(call, call.id(), call.time(), call.keyId(), signature, call.body());
    }

    private static Call with(Call call, String id, String time, String keyId, String signature, byte[] body) {
        return new Call(call.operator(), id, time, keyId, signature, body);
    }

    private static Call signedAt(HmacKey key, Call call, long epochS) {
        return with(
                call,
                call.id(),
                Long.toString(epochS),
                key.id(),
                WebhookSignature.sign(key, call.id(), epochS, call.body()),
                call.body());
    }

    private static Call signed(HmacKey key, String id, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return signedAt(
                key,
                new Call(OPERATOR, id, null, null, null, bytes),
                SystemTime.now().getEpochSecond());
    }

    private ValidatableResponse tell(UUID hold, String status) {
        return send(signed(first, Ids.next().toString(), told(hold, status)));
    }

    private static ValidatableResponse send(Call call) {
        var request = given().contentType(WebhookResource.SIGNED_JSON).body(call.body());
        if (call.id() != null) {
            request.header(WebhookSignature.ID, call.id());
        }
        if (call.time() != null) {
            request.header(WebhookSignature.TIMESTAMP, call.time());
        }
        if (call.keyId() != null) {
            request.header(WebhookSignature.KEY_ID, call.keyId());
        }
        if (call.signature() != null) {
            request.header(WebhookSignature.SIGNATURE, call.signature());
        }
        return request.post("/api/v1/partner/webhooks/" + call.operator()).then();
    }

    private static String told(UUID hold, String status) {
        return "{\"type\":\"hold.answered\",\"id\":\"" + hold + "\",\"answer\":{\"status\":\"" + status + "\"}}";
    }

    private static String order(UUID order, String answer) {
        return "{\"type\":\"order.answered\",\"id\":\"" + order + "\",\"answer\":{" + answer + "}}";
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static HmacKey key(String name) {
        return HmacKey.read(name, Path.of("src/test/resources/webhook/" + name + ".pem"), false);
    }

    /** A hold that nobody is asked about meanwhile. */
    private UUID hold(Instant deadline) {
        UUID hold = Ids.next();
        Instant now = clock.instant();
        sql("""
                insert into partner.hold (id, operator_id, trip_id, unit_id, vin, starts_at, ends_at, deadline, state,
                    next_look_at)
                values ($1, $2, $3, $3, 'LTWNLPT0000000001', $4, $5, $6, 'PENDING', null)
                """, hold, operator, Ids.next(), now.plusSeconds(600), now.plusSeconds(4200), deadline);
        return hold;
    }

    private long events(UUID subject, String type) {
        return row("select count(*) from journal.event where subject_id = $1::uuid::text and type = $2", subject, type)
                .whole(0);
    }

    private Row row(String query, Object... parameters) {
        return act(() -> database.row(query, parameters)).orElseThrow();
    }

    private void sql(String statement, Object... parameters) {
        act(() -> database.sql(statement, parameters));
    }

    private <T> T act(Supplier<Uni<T>> work) {
        return database.act(Scope.SYSTEM, work).await().atMost(SOON);
    }
}
