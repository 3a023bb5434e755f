package org.twinloop.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.Scope;
import org.twinloop.identity.People;
import org.twinloop.identity.Role;
import org.twinloop.isolation.Actor;
import org.twinloop.isolation.Cast;
import org.twinloop.journal.SealedEvent;
import org.twinloop.notification.delivery.Deliveries;
import org.twinloop.notification.delivery.NotificationConfig;
import org.twinloop.notification.template.Message;
import org.twinloop.notification.template.MessageTemplate;

/** Questions that nobody answers go on to the next channel and person, once, and end with the answer. */
@QuarkusTest
class EscalationTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    /** Questions of earlier tests come first. */
    private static final int EVERYTHING = 10_000;

    private static final Instant ASKED = Instant.parse("2036-11-24T02:00:00Z");

    @Inject
    Database database;

    @Inject
    Cast cast;

    @Inject
    People people;

    @Inject
    EscalationRepository repository;

    @Inject
    MessageRepository messages;

    @Inject
    Deliveries deliveries;

    @Inject
    NotificationConfig config;

    @Inject
    MessageWatcher watcher;

    @Inject
    MeterRegistry meters;

    private Actor traveller;
    private Actor supervisor;

    @BeforeEach
    void a_traveller_and_a_supervisor_of_the_unit() {
        traveller = cast.hire(cast.root(), Set.of(Role.TRAVELLER)).get(0);
        supervisor = cast.hire(cast.root(), Set.of(Role.SUPERVISOR)).get(0);
    }

    @Test
    void a_question_goes_to_the_next_channel_and_then_once_to_the_next_person() {
        Message asked = ask(MessageTemplate.FOUND);
        Instant reminded = ASKED.plus(config.escalateAfter());
        Instant passedOn = reminded.plus(config.passOnAfter());

        pass(reminded.minusSeconds(1));
        assertEquals("0 open", standing(asked));
        pass(reminded);
        assertEquals("1 open", standing(asked));
        pass(passedOn.minusSeconds(1));
        assertEquals(List.of(), told(asked));
        pass(passedOn);
        pass(passedOn.plus(config.passOnAfter()));

        assertEquals(List.of("【未答复】题"), told(asked));
        assertTrue(standing(asked).startsWith("2 passed on to "), standing(asked));
    }

    @Test
    void an_answer_ends_it() {
        Message asked = ask(MessageTemplate.FOUND);

        act(() -> desk(ASKED).settle(answer(asked)));
        pass(ASKED.plus(Duration.ofDays(30)));

        assertEquals("0 settled by supervision.answered", standing(asked));
        assertEquals(List.of(), told(asked));
    }

    @Test
    void a_request_for_approval_is_passed_on_by_its_chain_and_not_here() {
        Message asked = ask(MessageTemplate.AWAITING);
        Instant late = ASKED.plus(config.escalateAfter()).plus(config.passOnAfter());

        pass(ASKED.plus(config.escalateAfter()));
        pass(late);

        assertEquals("2 nobody else to tell", standing(asked));
        assertEquals(List.of(), told(asked));
    }

    @Test
    void what_asks_for_nothing_is_not_waited_for() {
        Message told = ask(MessageTemplate.BOOKED);

        assertEquals(
                List.of(),
                act(() -> database.rows("select 1 from notification.escalation where message_id = $1", told.id())));
    }

    @Test
    void where_a_unit_has_nobody_to_ask_those_above_it_are_told() {
        Cast.House unit = cast.unit("HUP-01");
        traveller = cast.hire(unit, Set.of(Role.TRAVELLER)).get(0);
        Message asked = ask(MessageTemplate.FOUND, unit.unitId());

        pass(ASKED.plus(config.escalateAfter()));
        pass(ASKED.plus(config.escalateAfter()).plus(config.passOnAfter()));

        assertEquals(List.of("【未答复】题"), told(asked));
    }

    @Test
    void a_stranded_traveller_and_the_fleet_managers_above_the_unit_are_told_at_once() {
        Cast.House unit = cast.unit("HUP-01");
        supervisor = cast.hire(cast.root(), Set.of(Role.FLEET_MANAGER)).get(0);
        traveller = cast.hire(unit, Set.of(Role.TRAVELLER)).get(0);
        Message about = message(MessageTemplate.STRANDED, unit.unitId());
        SealedEvent stranded = event(
                "trip.stranded",
                about,
                new ObjectMapper()
                        .createObjectNode()
                        .put("travellerId", traveller.personId().toString()));

        act(() -> watcher.on(stranded));

        assertEquals(List.of(MessageTemplate.STRANDED_DESK.titleZh()), toldOf(stranded.id(), supervisor));
        assertEquals(List.of(MessageTemplate.STRANDED.titleZh()), toldOf(stranded.id(), traveller));
    }

    @Test
    void a_step_that_fails_again_and_again_is_given_up_and_one_that_is_settled_stays_so() {
        Message failing = ask(MessageTemplate.FOUND);
        Message settled = ask(MessageTemplate.FOUND);
        Instant later = ASKED.plusSeconds(60);
        act(() -> desk(ASKED).settle(answer(settled)));

        act(() -> repository.putOff(failing.id(), later, 2));
        assertEquals("0 open", standing(failing));
        act(() -> repository.putOff(failing.id(), later, 2));
        act(() -> repository.putOff(settled.id(), later, 2));
        act(() -> repository.next(settled.id(), 1, later));

        assertEquals("0 given up after failures", standing(failing));
        assertEquals("0 settled by supervision.answered", standing(settled));
    }

    private Message ask(MessageTemplate template) {
        return ask(template, cast.root().unitId());
    }

    private Message ask(MessageTemplate template, UUID unitId) {
        Message message = message(template, unitId);
        act(() -> messages.insert(message).chain(() -> desk(ASKED).await(template, message)));
        return message;
    }

    private Message message(MessageTemplate template, UUID unitId) {
        return new Message(
                Ids.next(),
                unitId,
                traveller.personId(),
                Ids.next(),
                template.eventType(),
                Ids.next(),
                "题",
                "title",
                "文",
                "text",
                ASKED,
                null,
                Ids.next().toString());
    }

    private EscalationDesk desk(Instant now) {
        return new EscalationDesk(
                repository, messages, deliveries, people, config, database, Clock.fixed(now, ZoneOffset.UTC), meters);
    }

    private void pass(Instant now) {
        desk(now).pass(EVERYTHING).await().atMost(SOON);
    }

    private String standing(Message message) {
        return act(() -> database.row(
                        "select step || ' ' || coalesce(ended, 'open') from notification.escalation "
                                + "where message_id = $1",
                        message.id()))
                .orElseThrow()
                .text(0);
    }

    /** Titles of what the supervisor got about the event. */
    private List<String> told(Message message) {
        return toldOf(message.eventId(), supervisor);
    }

    private List<String> toldOf(UUID eventId, Actor person) {
        return act(() -> database.rows(
                        "select title_zh from notification.message where event_id = $1 and person_id = $2",
                        eventId,
                        person.personId()))
                .stream()
                .map(row -> row.text(0))
                .toList();
    }

    private static SealedEvent answer(Message asked) {
        return event("supervision.answered", asked, new ObjectMapper().createObjectNode());
    }

    private static SealedEvent event(String type, Message asked, JsonNode payload) {
        UUID id = Ids.next();
        return new SealedEvent(
                1,
                id,
                type,
                1,
                ASKED,
                ASKED,
                null,
                null,
                asked.unitId(),
                null,
                "finding",
                asked.subjectId(),
                asked.tripId(),
                null,
                payload,
                "00");
    }

    private <T> T act(Supplier<Uni<T>> work) {
        return database.act(Scope.SYSTEM, work).await().atMost(SOON);
    }
}
