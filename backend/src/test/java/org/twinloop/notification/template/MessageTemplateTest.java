package org.twinloop.notification.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.twinloop.journal.SealedEvent;

/** Every event people are told about is told in both languages, whole, and belongs to a class. */
class MessageTemplateTest {

    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

    @ParameterizedTest
    @EnumSource(MessageTemplate.class)
    void an_event_has_a_title_and_a_text_in_both_languages(MessageTemplate template) {
        SealedEvent event = event(template, facts());

        for (String zh : new String[] {template.titleZh(), template.bodyZh(event)}) {
            assertTrue(CHINESE.matcher(zh).find(), template + ": " + zh);
        }
        for (String en : new String[] {template.titleEn(), template.bodyEn(event)}) {
            assertTrue(en.matches(".*[a-z]{2}.*"), template + ": " + en);
        }
        assertFalse(CHINESE.matcher(template.titleEn()).find(), template.titleEn());
    }

    @ParameterizedTest
    @EnumSource(MessageTemplate.class)
    void nothing_stays_unfilled_whether_the_facts_are_there_or_not(MessageTemplate template) {
        for (JsonNode facts : new JsonNode[] {facts(), new ObjectMapper().createObjectNode()}) {
            SealedEvent event = event(template, facts);
            assertFalse(template.bodyZh(event).matches(".*\\{[a-zA-Z]+}.*"), template.bodyZh(event));
            assertFalse(template.bodyEn(event).matches(".*\\{[a-zA-Z]+}.*"), template.bodyEn(event));
        }
    }

    @Test
    void one_event_has_one_template_and_every_class_has_an_event() {
        Set<String> types = Arrays.stream(MessageTemplate.values())
                .map(MessageTemplate::eventType)
                .collect(Collectors.toSet());
        assertEquals(MessageTemplate.values().length, types.size());
        assertEquals(
                Set.of(MessageClass.values()),
                types.stream().map(MessageClass::of).collect(Collectors.toSet()));
    }

    @Test
    void what_is_at_stake_now_is_urgent_and_what_is_asked_of_approvers_is_an_approval() {
        assertEquals(MessageClass.URGENT, MessageClass.of("trip.healed"));
        assertEquals(MessageClass.URGENT, MessageClass.of("trip.stranded"));
        assertEquals(MessageClass.URGENT, MessageClass.of("supervision.question-asked"), "due in minutes");
        assertEquals(MessageClass.SUPERVISION, MessageClass.of("supervision.question-open"));
        assertEquals(MessageClass.APPROVAL, MessageClass.of("trip.submitted"));
        assertEquals(MessageClass.SUPERVISION, MessageClass.of("supervision.found"));
        assertEquals(MessageClass.COST, MessageClass.of("trip.settled"));
        assertEquals(MessageClass.TRIP, MessageClass.of("trip.booked"));
    }

    @Test
    void an_event_settles_only_kinds_that_people_are_told() {
        Set<String> told = Arrays.stream(MessageTemplate.values())
                .map(MessageTemplate::eventType)
                .collect(Collectors.toCollection(TreeSet::new));
        for (String event : Set.of(
                "trip.approved",
                "trip.cancelled",
                "trip.finished",
                "trip.healed",
                "supervision.answered",
                "supervision.reviewed",
                "supervision.question-answered",
                "supervision.question-decided",
                "trip.approval-passed-on")) {
            assertFalse(Settling.by(event).isEmpty(), event);
            Settling.by(event).forEach(settling -> assertTrue(told.containsAll(settling.kinds()), event));
        }
        assertTrue(Settling.by("trip.booked").isEmpty());
    }

    @Test
    void a_question_on_the_way_is_reminded_of_until_it_is_answered_or_decided_or_the_trip_is_over() {
        assertTrue(Unanswered.wantsAnswer(MessageTemplate.QUESTION_ASKED));
        assertTrue(Unanswered.wantsAnswer(MessageTemplate.QUESTION_OPEN));
        assertTrue(Unanswered.nextToAsk("supervision.question-open").isPresent());
        assertEquals(Set.of("supervision.question-asked"), settled("supervision.question-answered"));
        assertEquals(
                Set.of("supervision.question-asked", "supervision.question-open"),
                settled("supervision.question-decided"));
        assertTrue(settled("trip.finished").contains("supervision.question-asked"));
        assertFalse(settled("trip.finished").contains("supervision.question-open"), "is still to be decided");
    }

    @Test
    void the_fleet_desk_is_told_of_a_stranded_traveller_and_hears_when_there_is_a_car_again() {
        MessageTemplate desk = MessageTemplate.STRANDED.forTheDesk().orElseThrow();

        assertEquals(Audience.FLEET, desk.audience());
        assertEquals(MessageClass.URGENT, MessageClass.of(desk.eventType()));
        assertTrue(settled("trip.healed").contains(desk.eventType()));
        assertTrue(settled("trip.cancelled").contains(desk.eventType()));
    }

    @Test
    void who_is_to_decide_is_asked_until_somebody_does_also_when_the_ride_is_over() {
        for (String asks : Set.of("trip.submitted", "trip.after-trip-asked", "trip.after-trip-reminder")) {
            assertEquals(MessageClass.APPROVAL, MessageClass.of(asks));
            assertFalse(settled("trip.finished").contains(asks), "is still to be decided about");
            assertTrue(settled("trip.approved").contains(asks), asks);
            assertTrue(settled("trip.approval-refused").contains(asks), asks);
            assertTrue(settled("trip.cancelled").contains(asks), asks);
        }
        assertFalse(Unanswered.wantsAnswer(MessageTemplate.AFTER_TRIP_REMINDER), "the chain reminds by itself");
    }

    private static Set<String> settled(String event) {
        return Settling.by(event).stream()
                .flatMap(settling -> settling.kinds().stream())
                .collect(Collectors.toSet());
    }

    private static ObjectNode facts() {
        ObjectNode facts = new ObjectMapper().createObjectNode();
        facts.put("departAt", "2026-11-23T02:00:00Z").put("receiptFen", 2350).put("reason", "修车 repair");
        facts.put("textZh", "偏离路线").put("textEn", "left its way");
        facts.put("outcomeZh", "不成立").put("outcomeEn", "not upheld");
        return facts;
    }

    private static SealedEvent event(MessageTemplate template, JsonNode payload) {
        UUID id = new UUID(1, 1);
        Instant at = Instant.parse("2026-11-23T01:00:00Z");
        return new SealedEvent(
                1,
                id,
                template.eventType(),
                1,
                at,
                at,
                id,
                null,
                id,
                null,
                "trip",
                id.toString(),
                id,
                null,
                payload,
                "00");
    }
}
