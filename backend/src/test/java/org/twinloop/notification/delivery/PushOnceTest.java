package org.twinloop.notification.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.twinloop.notification.delivery.PushRepository.Push;
import org.twinloop.notification.preference.PreferenceRepository;
import org.twinloop.notification.template.Message;

/** A push goes out once at most, whoever ends in the middle, and its state is told; against a fake of Google. */
@QuarkusTest
class PushOnceTest {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Instant NOW = Instant.parse("2036-11-23T04:00:00Z");

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
    PushRepository pushes;

    @Inject
    MeterRegistry meters;

    @Inject
    Vertx vertx;

    private final AtomicInteger pushed = new AtomicInteger();
    private boolean hangsUp;
    private HttpServer fcm;
    private URI google;
    private FirebaseChannel firebase;
    private Message message;

    @BeforeEach
    void somebody_with_a_phone_and_a_fake_of_google() {
        sql("update notification.delivery set state = 'DROPPED' where state in ('HELD', 'DUE')");
        fcm = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    pushed.incrementAndGet();
                    if (hangsUp) {
                        request.connection().close();
                    } else {
                        request.response()
                                .putHeader("Content-Type", "application/json")
                                .end("{\"name\":\"projects/x/messages/1\"}");
                    }
                }))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        google = URI.create("http://127.0.0.1:" + fcm.actualPort());
        firebase = new FirebaseChannel(config());
        Actor person = cast.hire(cast.root(), Set.of(Role.TRAVELLER)).get(0);
        String token = "a token of " + Ids.next();
        sql(
                "insert into notification.push_token (id, unit_id, person_id, token, platform, registered_at) "
                        + "values ($1, $2, $3, $4, 'ANDROID', $5)",
                Ids.next(),
                cast.root().unitId(),
                person.personId(),
                token,
                NOW);
        message = tell(person);
    }

    @AfterEach
    void close() {
        firebase.close();
        fcm.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void what_was_handed_over_by_an_instance_that_ended_is_not_sent_again_and_says_so() {
        Push taken = take();
        assertTrue(hand(taken));
        overdue();

        push();

        assertEquals(0, pushed.get(), "nobody knows whether it went out");
        assertEquals("FAILED " + PushQueue.UNCERTAIN, state());
    }

    @Test
    void what_was_taken_and_not_handed_over_goes_out_once() {
        take();
        overdue();

        push();
        overdue();
        push();

        assertEquals(1, pushed.get());
        assertEquals("SENT projects/x/messages/1", state());
    }

    @Test
    void who_was_overtaken_while_it_waited_for_its_turn_hands_nothing_over() {
        Push slow = take();
        overdue();
        Push next = take();

        assertFalse(hand(slow), "another instance has it");
        assertTrue(hand(next));
        assertFalse(hand(next), "once");
    }

    @Test
    void a_connection_that_ends_before_the_answer_is_uncertain() {
        hangsUp = true;

        push();
        overdue();
        push();

        assertEquals(1, pushed.get(), "once at most");
        assertEquals("FAILED " + PushQueue.UNCERTAIN, state());
    }

    @Test
    void a_connection_that_never_stood_is_tried_again() {
        fcm.close().toCompletionStage().toCompletableFuture().join();

        push();

        assertTrue(state().startsWith("DUE "), state());
        assertTrue(row("select handed_at from notification.delivery where message_id = $1", message.id())
                .isNull(0));
        assertEquals(0, pushed.get());
    }

    private Push take() {
        Instant at = SystemTime.now();
        return act(() -> pushes.take(at, at.plusSeconds(120), 100)).stream()
                .filter(one -> one.messageId().equals(message.id()))
                .findFirst()
                .orElseThrow();
    }

    private boolean hand(Push push) {
        return act(() -> pushes.hand(push, SystemTime.now(), SystemTime.now()));
    }

    private void overdue() {
        sql("update notification.delivery set due_at = '2020-01-01Z' where message_id = $1", message.id());
    }

    private void push() {
        new PushQueue(database, pushes, deliveries(), firebase, config(), vertx)
                .sendDue()
                .await()
                .atMost(SOON);
    }

    private String state() {
        Row row = row("select state, outcome from notification.delivery where message_id = $1", message.id());
        return row.text(0) + " " + row.text(1);
    }

    private Message tell(Actor person) {
        Message told = new Message(
                Ids.next(),
                cast.root().unitId(),
                person.personId(),
                Ids.next(),
                "trip.healed",
                Ids.next(),
                "题",
                "title",
                "text",
                "text",
                NOW,
                null,
                null);
        sql(
                "insert into notification.message (id, unit_id, person_id, event_id, template, trip_id, title_zh, "
                        + "title_en, body_zh, body_en, created_at) "
                        + "values ($1, $2, $3, $4, 'trip.healed', $5, '题', 'title', 'text', 'text', $6)",
                told.id(),
                told.unitId(),
                told.personId(),
                told.eventId(),
                told.tripId(),
                NOW);
        act(() -> deliveries().enqueue(told));
        return told;
    }

    private Deliveries deliveries() {
        return new Deliveries(
                repository,
                preferences,
                people,
                new Channels(firebase, new NoGateway()),
                config(),
                Clock.fixed(NOW, ZoneOffset.UTC),
                meters);
    }

    private NotificationConfig config() {
        return new LocalLimits(google);
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

    /** Nobody is served by a gateway here. */
    private static final class NoGateway implements MessageGateway {
        @Override
        public boolean any() {
            return false;
        }

        @Override
        public Optional<String> serving(String unitCode) {
            return Optional.empty();
        }

        @Override
        public Uni<Verdict> send(String gateway, Letter letter) {
            throw new IllegalStateException("no gateway");
        }
    }
}
