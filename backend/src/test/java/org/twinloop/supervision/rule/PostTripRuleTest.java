package org.twinloop.supervision.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.twinloop.supervision.rule.PostTripRule.Said;
import org.twinloop.supervision.rule.PostTripRule.Verdict;

/** Each rule against facts that pass, that are noticed, that lie on the boundary, and that are not on record. */
class PostTripRuleTest {

    private static final List<PostTripRule> RULES = PostTripRule.all(Facts.LIMITS);

    enum Kind {
        PASSES,
        FAILS,
        BOUNDARY,
        UNKNOWN
    }

    record Case(String rule, Kind kind, Said expected, String name, TripFacts facts) {
        @Override
        public String toString() {
            return rule + " " + name;
        }
    }

    static List<Case> cases() {
        return Stream.of(window(), days(), hours(), money(), estimate(), distance(), history())
                .flatMap(all -> all)
                .toList();
    }

    private static Stream<Case> window() {
        return Stream.of(
                passes("PR-06", "in time", Facts.usual()),
                boundary("PR-06", Said.PASS, "30 min late", Facts.usual().rode("2026-11-23T08:30", "2026-11-23T10:30")),
                boundary(
                        "PR-06",
                        Said.NOTICED,
                        "31 min late",
                        Facts.usual().rode("2026-11-23T09:00", "2026-11-23T10:31")),
                boundary(
                        "PR-06",
                        Said.NOTICED,
                        "31 min early",
                        Facts.usual().rode("2026-11-23T08:29", "2026-11-23T10:00")),
                fails("PR-06", "hours late", Facts.usual().rode("2026-11-23T09:00", "2026-11-23T15:00")),
                passes(
                        "PR-06",
                        "extended on the way",
                        Facts.usual()
                                .set("windowTo", "2026-11-23T04:00:00Z")
                                .rode("2026-11-23T09:00", "2026-11-23T12:10")),
                unknown("PR-06", "no ride", Facts.usual().withoutLegs()),
                passes("PR-07", "no emergency", Facts.usual()),
                fails("PR-07", "an emergency", Facts.usual().emergency()),
                boundary(
                        "PR-07",
                        Said.NOTICED,
                        "at night",
                        Facts.usual().emergency().rode("2026-11-23T00:00", "2026-11-23T00:01")),
                boundary("PR-07", Said.PASS, "given at 18:00 of the next working day", explained("2026-11-24T18:00")),
                boundary("PR-07", Said.NOTICED, "given a minute later", explained("2026-11-24T18:01")),
                boundary(
                        "PR-07",
                        Said.PASS,
                        "given a minute later under two working days",
                        explained("2026-11-24T18:01")
                                .under(s -> ((ObjectNode) s.get("approvals")).put("backfillWorkdays", 2))),
                boundary(
                        "PR-07",
                        Said.NOTICED,
                        "given at 18:00 where noon is the time",
                        explained("2026-11-24T18:00")
                                .under(s -> ((ObjectNode) s.get("approvals")).put("backfillBy", "12:00"))),
                unknown("PR-07", "lane not told", Facts.usual().without("emergency")));
    }

    private static Stream<Case> days() {
        return Stream.of(
                passes("PR-10", "a Monday", Facts.usual()),
                passes("PR-10", "a Saturday made up", onDay("2026-10-10")),
                passes("PR-10", "a Sunday made up", onDay("2026-09-20")),
                passes(
                        "PR-10",
                        "approved for the day of rest",
                        onDay("2026-11-22").approved("2026-11-22T09:00", "2026-11-22T10:00")),
                passes("PR-10", "an emergency", onDay("2026-11-22").emergency()),
                passes("PR-10", "on duty", onDay("2026-11-22").set("purposeCategory", "ON_DUTY")),
                fails("PR-10", "a Sunday", onDay("2026-11-22")),
                fails("PR-10", "National Day", onDay("2026-10-01")),
                boundary(
                        "PR-10",
                        Said.PASS,
                        "back at 23:59 on Friday",
                        Facts.usual()
                                .approved("2026-11-27T20:00", "2026-11-27T23:30")
                                .rode("2026-11-27T20:00", "2026-11-27T23:59")),
                boundary(
                        "PR-10",
                        Said.NOTICED,
                        "into Saturday",
                        Facts.usual()
                                .approved("2026-11-27T20:00", "2026-11-27T23:30")
                                .rode("2026-11-27T20:00", "2026-11-28T00:00")),
                boundary(
                        "PR-10",
                        Said.NOTICED,
                        "approved for Saturday, driven until Sunday",
                        Facts.usual()
                                .approved("2026-11-21T09:00", "2026-11-21T18:00")
                                .rode("2026-11-21T09:00", "2026-11-22T09:00")),
                boundary("PR-10", Said.NOTICED, "a Monday that the edition locks", locked("2026-11-23", "REST")),
                boundary("PR-10", Said.PASS, "a Sunday that the edition works", locked("2026-11-22", "MAKEUP_WORKDAY")),
                boundary(
                        "PR-10",
                        Said.NOTICED,
                        "on duty where the edition has no such exception",
                        onDay("2026-11-22")
                                .set("purposeCategory", "ON_DUTY")
                                .under(s -> ((ObjectNode) s.get("days")).putArray("restDayPurposes"))),
                unknown("PR-10", "a year not announced", onDay("2035-01-02")));
    }

    private static Stream<Case> hours() {
        return Stream.of(
                passes("PR-11", "in the morning", Facts.usual()),
                passes(
                        "PR-11",
                        "approved for the evening",
                        Facts.usual()
                                .approved("2026-11-23T19:00", "2026-11-23T21:00")
                                .rode("2026-11-23T19:00", "2026-11-23T21:00")),
                passes("PR-11", "an emergency", Facts.usual().emergency().rode("2026-11-23T05:00", "2026-11-23T06:00")),
                fails("PR-11", "at night", Facts.usual().rode("2026-11-23T09:00", "2026-11-23T23:00")),
                boundary("PR-11", Said.PASS, "eight sharp", Facts.usual().rode("2026-11-23T07:00", "2026-11-23T20:00")),
                boundary(
                        "PR-11",
                        Said.NOTICED,
                        "a minute past",
                        Facts.usual().rode("2026-11-23T07:00", "2026-11-23T20:01")),
                boundary(
                        "PR-11",
                        Said.NOTICED,
                        "a minute before",
                        Facts.usual().rode("2026-11-23T06:59", "2026-11-23T10:00")),
                boundary(
                        "PR-11",
                        Said.NOTICED,
                        "a Sunday that the edition works",
                        locked("2026-11-22", "MAKEUP_WORKDAY").rode("2026-11-22T09:00", "2026-11-22T20:01")),
                boundary(
                        "PR-11",
                        Said.PASS,
                        "until ten under another edition",
                        Facts.usual()
                                .rode("2026-11-23T07:00", "2026-11-23T22:00")
                                .under(s -> ((ObjectNode) s.get("days")).put("workTo", "22:00"))),
                unknown("PR-11", "no ride", Facts.usual().withoutLegs()));
    }

    private static Stream<Case> money() {
        return Stream.of(
                passes("PR-31", "a usual price", self(5_000)),
                boundary("PR-31", Said.PASS, "200 yuan", self(20_000)),
                boundary("PR-31", Said.NOTICED, "one fen more", self(20_001)),
                passes(
                        "PR-31",
                        "two days",
                        Facts.usual()
                                .remembered("EV", "2026-11-23T09:00", "2026-11-24T09:01")
                                .set("receiptFen", 40_000)),
                boundary("PR-31", Said.PASS, "a single trip with driver", driver("2026-11-23T11:00", 30_000)),
                boundary("PR-31", Said.NOTICED, "a single trip, a fen more", driver("2026-11-23T11:00", 30_001)),
                boundary("PR-31", Said.PASS, "half a day with driver", driver("2026-11-23T13:00", 40_000)),
                boundary("PR-31", Said.NOTICED, "half a day, a fen more", driver("2026-11-23T13:00", 40_001)),
                boundary("PR-31", Said.PASS, "a day with driver", driver("2026-11-23T13:01", 70_000)),
                fails(
                        "PR-31",
                        "a dear bike",
                        Facts.usual()
                                .remembered("BIKE", "2026-11-23T09:00", "2026-11-23T09:20")
                                .set("receiptFen", 1_001)),
                unknown("PR-31", "trip not remembered", Facts.usual().set("receiptFen", 1)),
                unknown("PR-31", "no price", Facts.usual().remembered(5_000, "2026-11-23T09:00", "2026-11-23T10:00")));
    }

    private static Stream<Case> estimate() {
        return Stream.of(
                passes("ESTIMATE", "as quoted", quoted(5_000, 5_000)),
                boundary("ESTIMATE", Said.PASS, "a fifth more", quoted(10_000, 12_000)),
                boundary("ESTIMATE", Said.NOTICED, "a fen more than that", quoted(10_000, 12_001)),
                boundary("ESTIMATE", Said.PASS, "10 yuan on a small price", quoted(1_000, 2_000)),
                boundary("ESTIMATE", Said.NOTICED, "and a fen", quoted(1_000, 2_001)),
                fails("ESTIMATE", "four times", quoted(5_000, 20_000)),
                unknown("ESTIMATE", "trip not remembered", Facts.usual().set("receiptFen", 1)),
                unknown(
                        "ESTIMATE",
                        "no price",
                        Facts.usual().remembered(5_000, "2026-11-23T09:00", "2026-11-23T10:00")));
    }

    private static Facts quoted(long quotedFen, long receiptFen) {
        return Facts.usual()
                .remembered(quotedFen, "2026-11-23T09:00", "2026-11-23T10:00")
                .set("receiptFen", receiptFen);
    }

    private static Stream<Case> distance() {
        return Stream.of(
                passes("PR-43", "as planned", Facts.usual().drove(10, 10, true)),
                boundary("PR-43", Said.PASS, "1.3 times", Facts.usual().drove(26, 20, true)),
                boundary("PR-43", Said.NOTICED, "a little more", Facts.usual().drove(26.1, 20, true)),
                boundary(
                        "PR-43", Said.PASS, "2 km on a short way", Facts.usual().drove(3, 1, true)),
                fails("PR-43", "three times", Facts.usual().drove(60, 20, true)),
                unknown("PR-43", "the car told no odometer", Facts.usual().drove(20, 20, false)),
                unknown(
                        "PR-43",
                        "the reports still settle",
                        Facts.usual().drove(60, 20, true).measuredLater()));
    }

    private static Stream<Case> history() {
        return Stream.of(
                passes("PR-61", "the first", Facts.usual()),
                boundary("PR-61", Said.PASS, "the second", missed("2026-11-10")),
                boundary("PR-61", Said.NOTICED, "the third", missed("2026-11-10", "2026-11-12")),
                boundary("PR-61", Said.NOTICED, "30 days ago to the minute", missed("2026-10-24", "2026-11-12")),
                boundary("PR-61", Said.PASS, "31 days ago", missed("2026-10-23", "2026-11-12")),
                fails("PR-61", "every day", missed("2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19")),
                unknown("PR-61", "no departure", Facts.usual().without("departAt")),
                passes("PR-62", "one order", orders(1, 10_000, 0)),
                boundary("PR-62", Said.PASS, "three orders", orders(3, 15_000, 30)),
                boundary("PR-62", Said.NOTICED, "four, two hours apart", orders(4, 10_000, 120)),
                boundary("PR-62", Said.PASS, "four, a longer gap", orders(4, 10_000, 121)),
                boundary("PR-62", Said.NOTICED, "a longer gap at the same place", placed(4, 121, "PL-A", "PL-A")),
                boundary("PR-62", Said.PASS, "a longer gap and another place", placed(4, 121, "PL-A", "PL-B")),
                boundary("PR-62", Said.PASS, "together at the ceiling", orders(4, 5_000, 30)),
                boundary("PR-62", Said.NOTICED, "together above it", orders(4, 5_001, 30)),
                passes("PR-62", "each above", orders(4, 20_001, 30)),
                fails("PR-62", "six in a row", orders(6, 20_000, 30)),
                boundary(
                        "PR-62",
                        Said.PASS,
                        "four where five may be",
                        orders(4, 10_000, 30).under(s -> ((ObjectNode) s.get("costs")).put("splitOrders", 5))),
                unknown("PR-62", "trip not remembered", Facts.usual()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_rule_says_what_the_facts_say(Case one) {
        Verdict verdict = rule(one.rule()).look(one.facts());

        assertEquals(one.expected(), verdict.said());
        if (verdict.said() == Said.NOTICED) {
            assertFalse(verdict.inputs().isEmpty());
            assertTrue(verdict.textZh().length() <= 500 && verdict.textZh().contains("请说明"));
            assertTrue(verdict.textEn().length() <= 500 && verdict.textEn().contains("please explain"));
            assertNotEquals(verdict.textZh(), verdict.textEn());
        }
        if (verdict.said() == Said.UNKNOWN) {
            assertNotNull(verdict.missing());
        }
    }

    @Test
    void every_rule_has_a_case_of_each_kind() {
        Set<String> wanted = RULES.stream()
                .flatMap(rule -> Stream.of(Kind.values()).map(kind -> rule.id() + " " + kind))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> found = cases().stream()
                .map(one -> one.rule() + " " + one.kind())
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(wanted, found);
    }

    @Test
    void numbers_are_in_order_and_each_once() {
        List<String> ids = RULES.stream().map(PostTripRule::id).toList();

        assertEquals(ids.stream().sorted().distinct().toList(), ids);
    }

    private static PostTripRule rule(String id) {
        return RULES.stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow();
    }

    private static Facts explained(String at) {
        return Facts.usual()
                .emergency()
                .set("requestedAt", "2026-11-23T01:00:00Z")
                .came("trip.backfilled", at);
    }

    /** A ride on a day approved for the Wednesday before, under an edition that makes something else of it. */
    private static Facts locked(String day, String type) {
        return onDay(day)
                .approved("2026-11-18T09:00", "2026-11-18T10:00")
                .under(s -> ((ArrayNode) s.get("days").get("calendar"))
                        .addObject()
                        .put("date", day)
                        .put("type", type)
                        .put("source", "a test"));
    }

    private static Facts onDay(String day) {
        return Facts.usual().rode(day + "T09:00", day + "T10:00");
    }

    private static Facts self(long fen) {
        return Facts.usual()
                .remembered("EV", "2026-11-23T09:00", "2026-11-23T10:00")
                .set("receiptFen", fen);
    }

    private static Facts driver(String until, long fen) {
        return Facts.usual().remembered("CHAUFFEUR", "2026-11-23T09:00", until).set("receiptFen", fen);
    }

    private static Facts missed(String... days) {
        Facts facts = Facts.usual();
        for (String day : days) {
            facts.other(PastTrip.Outcome.NO_SHOW, 0, day + "T09:00", day + "T09:00");
        }
        return facts;
    }

    /** So many orders of 100 yuan that begin and end at these places. */
    private static Facts placed(int count, int gapMinutes, String begin, String end) {
        return orders(Facts.usual().between(begin, end), count, 10_000, gapMinutes);
    }

    private static Facts orders(int count, long fen, int gapMinutes) {
        return orders(Facts.usual(), count, fen, gapMinutes);
    }

    /** So many orders of ten minutes each with a gap between them, the newest remembered as the trip itself. */
    private static Facts orders(Facts facts, int count, long fen, int gapMinutes) {
        LocalDateTime from = LocalDateTime.parse("2026-11-23T08:00");
        for (int i = 1; i <= count; i++) {
            String to = from.plusMinutes(10).toString();
            if (i < count) {
                facts.other(PastTrip.Outcome.FINISHED, fen, from.toString(), to);
            } else {
                facts.remembered(fen, from.toString(), to);
            }
            from = from.plusMinutes(10L + gapMinutes);
        }
        return facts;
    }

    private static Case passes(String rule, String name, Facts facts) {
        return new Case(rule, Kind.PASSES, Said.PASS, name, facts.done());
    }

    private static Case fails(String rule, String name, Facts facts) {
        return new Case(rule, Kind.FAILS, Said.NOTICED, name, facts.done());
    }

    private static Case boundary(String rule, Said expected, String name, Facts facts) {
        return new Case(rule, Kind.BOUNDARY, expected, name, facts.done());
    }

    private static Case unknown(String rule, String name, Facts facts) {
        return new Case(rule, Kind.UNKNOWN, Said.UNKNOWN, name, facts.done());
    }
}
