package org.twinloop.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Row;
import org.twinloop.common.Scope;
import org.twinloop.common.SystemTime;
import org.twinloop.identity.People;
import org.twinloop.identity.Role;
import org.twinloop.isolation.Actor;
import org.twinloop.isolation.Cast;
import org.twinloop.journal.SealedEvent;
import org.twinloop.notification.preference.PreferenceRepository;
import org.twinloop.notification.template.Message;

/** Copies of messages from the inbox to a gateway and to phones, against local fakes of both. */
@QuarkusTest
class DeliveryTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Instant DAY = Instant.parse("2036-11-23T04:00:00Z");
    private static final Instant NIGHT = Instant.parse("2036-11-23T16:00:00Z");
    private static final Instant MORNING = Instant.parse("2036-11-23T23:00:00Z");

    @Inject
    Database database;

    @Inject
    Cast cast;

    @Inject
    People people;

    @Inject
    PreferenceRepository preferences;

    @Inject
    DeliveryRepository repository;

    @Inject
    GatewayRepository letters;

    @Inject
    PushRepository pushes;

    @Inject
    MeterRegistry meters;

    @Inject
    Vertx vertx;

    private final Gateway gateway = new Gateway();
    private final Deque<JsonObject> google = new ArrayDeque<>();
    private final List<JsonObject> pushed = new CopyOnWriteArrayList<>();
    private HttpServer fcm;
    private FirebaseChannel firebase;
    private Actor person;
    private Instant now = DAY;

    @BeforeEach
    void a_person_and_fakes_of_google_and_of_a_gateway() {
        person = cast.hire(cast.root(), Set.of(Role.TRAVELLER)).get(0);
        sql("update notification.delivery set state = 'DROPPED' where state in ('HELD', 'DUE')");
        fcm = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    pushed.add(body.toJsonObject().getJsonObject("message"));
                    JsonObject answer = google.isEmpty() ? new JsonObject() : google.poll();
                    request.response()
                            .setStatusCode(answer.getInteger("status", 200))
                            .putHeader("Content-Type", "application/json")
                            .end(
                                    answer.containsKey("status")
                                            ? answer.encode()
                                            : "{\"name\":\"projects/x/messages/1\"}");
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        firebase = new FirebaseChannel(config());
    }

    @AfterEach
    void close() {
        firebase.close();
        fcm.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void an_urgent_message_goes_by_the_gateway_at_once_and_its_state_is_told() {
        Message message = tell("trip.healed");

        pass();

        assertEquals("SENT 1 status 202", gatewayState(message));
        assertNotNull(gateway.got.get(0).login());
    }

    @Test
    void a_gateway_that_fails_is_tried_again_and_its_request_for_patience_is_kept() {
        gateway.verdicts.add(new MessageGateway.Verdict(MessageGateway.Outcome.FAILED, Duration.ofSeconds(90), "429"));
        Message message = tell("trip.healed");

        pass();

        assertEquals("DUE 1 429", gatewayState(message));
        Instant due = row("select due_at from notification.delivery where message_id = $1", message.id())
                .instant(0);
        assertTrue(due.isAfter(SystemTime.now().plusSeconds(80)), due.toString());
        overdue(message);
        pass();
        assertEquals("SENT 2 status 202", gatewayState(message));
        assertEquals(gateway.got.get(0).id(), gateway.got.get(1).id(), "under the same id");
    }

    @Test
    void a_gateway_that_breaks_over_one_copy_does_not_stop_the_others() {
        Message broken = tell("trip.healed");
        Message whole = tell("trip.healed");
        gateway.breaksOver = broken.id();
        pass();
        assertEquals("DUE 1 IllegalStateException", gatewayState(broken));
        assertEquals("SENT 1 status 202", gatewayState(whole));
    }

    @Test
    void a_copy_is_given_up_after_its_attempts_and_a_parked_one_is_no_attempt() {
        Message message = tell("trip.healed");
        gateway.verdicts.add(new MessageGateway.Verdict(MessageGateway.Outcome.PARKED, Duration.ofSeconds(1), "alone"));
        for (int i = 0; i < 3; i++) {
            gateway.verdicts.add(new MessageGateway.Verdict(MessageGateway.Outcome.FAILED, null, "503"));
        }

        pass();
        assertEquals("DUE 0 alone", gatewayState(message));
        for (int i = 0; i < 3; i++) {
            overdue(message);
            pass();
        }

        assertEquals("FAILED 3 503", gatewayState(message));
    }

    @Test
    void what_the_person_switched_off_is_dropped_and_what_costs_waits_to_be_wanted() {
        sql(
                "insert into notification.preference (person_id, unit_id, switched, changed_at) values ($1, $2, "
                        + "'{\"URGENT/GATEWAY\": false}', $3)",
                person.personId(),
                unit(),
                now);

        Message urgent = tell("trip.healed");
        Message booked = tell("trip.booked");

        assertEquals("DROPPED 0 switched off by the recipient", gatewayState(urgent));
        assertEquals(List.of(), states(booked, "GATEWAY"));
    }

    @Test
    void quiet_hours_hold_a_copy_until_their_end_unless_it_is_urgent() {
        quietAndTextsForTrips();
        now = NIGHT;
        Message booked = tell("trip.booked");
        Message healed = tell("trip.healed");
        release();
        assertEquals("HELD 0 quiet hours", gatewayState(booked));
        assertEquals("DUE 0 null", gatewayState(healed));

        now = MORNING;
        release();

        assertEquals("DUE 0 null", gatewayState(booked));
    }

    @Test
    void what_is_of_no_use_at_the_end_of_quiet_hours_is_dropped_and_says_why() {
        quietAndTextsForTrips();
        now = NIGHT;
        Message read = tell("trip.booked");
        Message cancelled = tell("trip.booked");
        sql("update notification.message set read_at = $2 where id = $1", read.id(), now);
        SealedEvent over = event("trip.cancelled", cancelled.tripId());
        act(() -> deliveries().settle(over));

        now = MORNING;
        release();

        assertEquals("DROPPED 0 read before quiet hours were over", gatewayState(read));
        assertEquals("DROPPED 0 of no use after trip.cancelled", gatewayState(cancelled));
    }

    @Test
    void every_phone_gets_a_push_without_a_name_a_plate_or_a_place() {
        phone();
        phone();
        Message message = tell("trip.approved");

        push();

        assertEquals(List.of("SENT", "SENT"), states(message, "FIREBASE"));
        JsonObject data = pushed.get(0).getJsonObject("data");
        assertEquals(message.id().toString(), data.getString("messageId"));
        assertEquals("题", pushed.get(0).getJsonObject("notification").getString("title"));
        assertTrue(pushed.stream().noneMatch(one -> one.encode().contains("text of")), pushed.toString());
    }

    @Test
    void a_dead_token_is_forgotten_and_an_outage_and_a_used_up_quota_are_waited_out() {
        phone();
        google.add(error(404, "NOT_FOUND", "UNREGISTERED"));
        Message dead = tell("trip.approved");
        push();
        assertEquals(List.of("DEAD_TOKEN"), states(dead, "FIREBASE"));
        Row tokens = row("select count(*) from notification.push_token where person_id = $1", person.personId());
        assertEquals(0, tokens.whole(0));

        phone();
        google.add(error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED"));
        Message waiting = tell("trip.approved");
        push();
        assertEquals(List.of("DUE"), states(waiting, "FIREBASE"));
        Instant due = row("select due_at from notification.delivery where message_id = $1", waiting.id())
                .instant(0);
        assertTrue(due.isAfter(SystemTime.now().plusSeconds(50)), due.toString());
        overdue(waiting);
        push();
        assertEquals(List.of("SENT"), states(waiting, "FIREBASE"));
    }

    private static JsonObject error(int status, String word, String code) {
        JsonObject detail = new JsonObject()
                .put("@type", "type.googleapis.com/google.firebase.fcm.v1.FcmError")
                .put("errorCode", code);
        return new JsonObject()
                .put("status", status)
                .put(
                        "error",
                        new JsonObject()
                                .put("code", status)
                                .put("status", word)
                                .put("message", word)
                                .put("details", List.of(detail)));
    }

    private void quietAndTextsForTrips() {
        sql(
                "insert into notification.preference (person_id, unit_id, quiet_from, quiet_to, switched, "
                        + "changed_at) values ($1, $2, '22:00', '07:00', '{\"TRIP/GATEWAY\": true}', $3)",
                person.personId(),
                unit(),
                now);
    }

    private void phone() {
        UUID id = Ids.next();
        sql(
                "insert into notification.push_token (id, unit_id, person_id, token, platform, registered_at) values "
                        + "($1, $2, $3, $4, 'ANDROID', $5)",
                id,
                unit(),
                person.personId(),
                "a token of " + id,
                now);
    }

    private UUID unit() {
        return cast.root().unitId();
    }

    private Message tell(String kind) {
        Message message = new Message(
                Ids.next(),
                unit(),
                person.personId(),
                Ids.next(),
                kind,
                Ids.next(),
                "题",
                "title",
                "text of " + kind,
                "text of " + kind,
                now,
                null,
                null);
        sql(
                "insert into notification.message (id, unit_id, person_id, event_id, template, trip_id, title_zh, "
                        + "title_en, "
                        + "body_zh, body_en, created_at) values ($1, $2, $3, $4, $5, $6, '题', 'title', $7, $7, $8)",
                message.id(),
                message.unitId(),
                message.personId(),
                message.eventId(),
                kind,
                message.tripId(),
                message.textZh(),
                now);
        act(() -> deliveries().enqueue(message));
        return message;
    }

    private Deliveries deliveries() {
        return new Deliveries(
                repository,
                preferences,
                people,
                new Channels(firebase, gateway),
                config(),
                Clock.fixed(now, ZoneOffset.UTC),
                meters);
    }

    private void pass() {
        new GatewayQueue(database, letters, deliveries(), gateway, people, config())
                .pass()
                .await()
                .atMost(SOON);
    }

    private void push() {
        new PushQueue(database, pushes, deliveries(), firebase, config(), vertx)
                .sendDue()
                .await()
                .atMost(SOON);
    }

    private void release() {
        act(() -> deliveries().release());
    }

    private void overdue(Message message) {
        sql("update notification.delivery set due_at = '2020-01-01Z' where message_id = $1", message.id());
    }

    private String gatewayState(Message message) {
        Row row = row(
                "select state, attempts, outcome from notification.delivery where message_id = $1 and "
                        + "channel = 'GATEWAY'",
                message.id());
        return row.text(0) + " " + row.whole(1) + " " + row.text(2);
    }

    private List<String> states(Message message, String channel) {
        return act(() -> database.rows(
                        "select state from notification.delivery where message_id = $1 and channel = $2",
                        message.id(),
                        channel))
                .stream()
                .map(row -> row.text(0))
                .toList();
    }

    private SealedEvent event(String type, UUID trip) {
        return new SealedEvent(
                1,
                Ids.next(),
                type,
                1,
                now,
                now,
                null,
                null,
                unit(),
                null,
                "trip",
                trip.toString(),
                trip,
                null,
                new ObjectMapper().createObjectNode(),
                "00");
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

    /** Takes every letter unless told otherwise. */
    private static final class Gateway implements MessageGateway {

        private final Deque<Verdict> verdicts = new ArrayDeque<>();
        private final List<Letter> got = new ArrayList<>();
        private UUID breaksOver;

        @Override
        public boolean any() {
            return true;
        }

        @Override
        public Optional<String> serving(String unitCode) {
            return Optional.of("sms");
        }

        @Override
        public Uni<Verdict> send(String gateway, Letter letter) {
            got.add(letter);
            if (letter.messageId().equals(breaksOver)) {
                throw new IllegalStateException("broken");
            }
            return Uni.createFrom()
                    .item(verdicts.isEmpty() ? new Verdict(Outcome.TAKEN, null, "status 202") : verdicts.poll());
        }
    }

    private NotificationConfig config() {
        return new LocalLimits(URI.create("http://127.0.0.1:" + fcm.actualPort()));
    }
}
