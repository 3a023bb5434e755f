package org.twinloop.trip.approval.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.twinloop.common.ProblemException;
import org.twinloop.trip.approval.TripProblem;
import org.twinloop.trip.approval.rule.PolicyFinding.Action;
import org.twinloop.trip.approval.rule.PolicyResult.Outcome;
import org.twinloop.trip.approval.rule.PolicyResult.Said;

/** The shipped policy against a passing, a failing and a boundary case of every rule. */
class PolicyRulesTest {
    private static final PolicyVersion POLICY = ShippedPolicy.version();

    /** The rules that were asked for: PR-01 to PR-35 as far as there are any, and four more. */
    private static final Set<String> WANTED = new TreeSet<>(Set.of(
            "PR-01", "PR-02", "PR-03", "PR-04", "PR-05", "PR-06", "PR-07", "PR-10", "PR-11", "PR-12", "PR-13", "PR-20",
            "PR-21", "PR-22", "PR-23", "PR-24", "PR-25", "PR-30", "PR-31", "PR-32", "PR-33", "PR-34", "PR-35", "PR-47",
            "PR-50", "PR-53", "PR-62"));

    /** The parts of the inputs that somebody asks for; the others are facts. */
    private static final Set<String> ASKED_FOR = Set.of("journey", "purpose", "request");

    static List<Case> cases() {
        return Stream.of(
                        RequestCases.all(),
                        EmergencyCases.all(),
                        ApprovalCases.all(),
                        MoneyCases.all(),
                        CarCases.all(),
                        WayCases.all())
                .flatMap(all -> all)
                .toList();
    }

    static List<Case> blocked() {
        return cases().stream().filter(one -> one.expected() == Said.BLOCK).toList();
    }

    @Test
    void every_wanted_rule_is_on_the_list_and_in_the_settings_and_no_other() {
        assertEquals(WANTED, PolicyRules.ids());
        assertEquals(List.of(), POLICY.settings().gaps());
        assertTrue(POLICY.settings().rules().stream()
                .allMatch(rule -> rule.on() && !rule.source().isBlank()));
    }

    @Test
    void every_rule_has_a_passing_a_failing_and_a_boundary_case() {
        Set<String> found =
                cases().stream().map(one -> one.rule() + " " + one.kind()).collect(Collectors.toSet());
        List<String> missing = WANTED.stream()
                .flatMap(id -> Stream.of(Case.Kind.values()).map(kind -> id + " " + kind))
                .filter(wanted -> !found.contains(wanted))
                .toList();

        assertEquals(List.of(), missing);
    }

    @Test
    void every_action_of_a_rule_has_a_case() {
        Set<String> found =
                cases().stream().map(one -> one.rule() + " " + one.expected()).collect(Collectors.toSet());
        List<String> missing = PolicyRules.ALL.stream()
                .flatMap(rule -> rule.says().stream().map(said -> rule.id() + " " + said))
                .filter(wanted -> !found.contains(wanted))
                .toList();

        assertEquals(List.of(), missing);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_rule_says_what_its_case_expects(Case one) {
        PolicyResult result = POLICY.judge(one.question());

        assertEquals(
                one.expected(),
                said(result, one.rule()),
                () -> result.findings().toString());
        assertEquals("2026.1", result.version());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_inputs_of_a_decision_are_the_question_again(Case one) {
        PolicyResult result = POLICY.judge(one.question());

        assertEquals(
                one.question(),
                PolicyInputs.read(result.inputs(), one.question().getClass()));
    }

    @ParameterizedTest
    @MethodSource("blocked")
    void the_change_of_a_blocked_request_makes_the_same_policy_pass(Case one) {
        PolicyResult refused = POLICY.judge(one.question());
        assertEquals(Outcome.BLOCKED, refused.outcome());
        List<PolicyChange> changes = refused.changesThatPass();
        if (isBeyondTheAsker(one)) {
            assertEquals(List.of(), changes);
            return;
        }
        assertFalse(changes.isEmpty(), () -> "nothing to change: " + refused.findings());
        changes.forEach(change -> assertTrue(
                ASKED_FOR.contains(change.path().split("/")[1]), () -> "a fact cannot be changed: " + change));

        JsonNode changed = PolicyInputs.changed(refused.inputs(), changes);
        PolicyResult again =
                POLICY.judge(PolicyInputs.read(changed, one.question().getClass()));

        assertNotEquals(Outcome.BLOCKED, again.outcome(), () -> changes + " leaves " + again.findings());
    }

    @Test
    void a_rest_day_beyond_the_horizon_is_answered_with_one_start_that_every_rule_agrees_to() {
        PolicyQuestion far = Asked.trip()
                .on("2026-12-12T10:00")
                .but(t -> t.ahead = Duration.ofDays(19).plusHours(1))
                .put();

        PolicyResult refused = POLICY.judge(far);

        assertEquals(
                List.of("PR-04", "PR-10"),
                refused.findings().stream().map(PolicyFinding::rule).toList());
        assertEquals(
                List.of("2026-12-08T09:00"),
                refused.findings().stream()
                        .flatMap(finding -> finding.changes().stream())
                        .filter(change -> change.path().equals("/journey/departAt"))
                        .map(change -> Question.local(
                                        Instant.parse(change.value().asText()))
                                .toString())
                        .distinct()
                        .toList());
        JsonNode changed = PolicyInputs.changed(refused.inputs(), refused.changesThatPass());
        assertEquals(
                Outcome.IN_POLICY,
                POLICY.judge(PolicyInputs.read(changed, PolicyQuestion.class)).outcome());
    }

    /** A licence that ran out, or a person who left, is for the personnel office to mend, not for who stands there. */
    private static boolean isBeyondTheAsker(Case one) {
        return one.question() instanceof DriverQuestion q
                && q.request().driverId().equals(q.facts().namedDriverId());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_fix_is_said_in_both_languages_and_its_change_settles_its_rule(Case one) {
        PolicyResult result = POLICY.judge(one.question());
        for (PolicyFinding finding : result.findings()) {
            boolean mendable = finding.action() == Action.BLOCK || finding.action() == Action.ESCALATE;
            if (mendable) {
                assertTrue(finding.fix().contains(" / "), () -> finding.toString());
            }
            if (!finding.changes().isEmpty()) {
                JsonNode changed = PolicyInputs.changed(result.inputs(), finding.changes());
                PolicyResult again =
                        POLICY.judge(PolicyInputs.read(changed, one.question().getClass()));
                assertEquals(
                        Said.PASS, said(again, finding.rule()), () -> finding.changes() + " leaves " + finding.rule());
            }
        }
    }

    @Test
    void a_threshold_is_a_setting() {
        PolicyVersion generous = ShippedPolicy.with(s -> s.withObject("/costs").put("carSharePerDayFen", 30_000));
        PolicyQuestion dear = Asked.trip().but(t -> t.fen = 25_000).put();

        assertEquals(Outcome.NEEDS_APPROVAL, POLICY.judge(dear).outcome());
        assertEquals(Outcome.IN_POLICY, generous.judge(dear).outcome());
    }

    @Test
    void a_rule_that_is_off_or_does_not_hold_yet_is_not_asked() {
        PolicyQuestion locked = Asked.trip().on("2026-10-01T10:00").put();
        PolicyVersion off = standing("PR-10", rule -> rule.put("on", false));
        PolicyVersion sinceTheDay = standing("PR-10", rule -> rule.put("since", "2026-10-01"));
        PolicyVersion fromTomorrow = standing("PR-10", rule -> rule.put("since", "2026-10-02"));

        assertEquals(Outcome.IN_POLICY, off.judge(locked).outcome());
        assertEquals(Outcome.BLOCKED, sinceTheDay.judge(locked).outcome());
        assertEquals(Outcome.IN_POLICY, fromTomorrow.judge(locked).outcome());
        assertFalse(off.judge(locked).rules().stream()
                .anyMatch(asked -> asked.rule().equals("PR-10")));
    }

    @Test
    void a_policy_adds_the_days_of_the_next_notice() {
        PolicyVersion noticed = ShippedPolicy.with(s -> s.withObject("/days")
                .putArray("calendar")
                .addObject()
                .put("date", "2027-01-01")
                .put("type", "REST")
                .put("source", "国办发明电〔2026〕"));

        assertEquals(
                Said.BLOCK,
                said(noticed.judge(Asked.trip().on("2027-01-01T10:00").put()), "PR-10"));
        assertEquals(
                Said.PASS,
                said(noticed.judge(Asked.trip().on("2027-01-04T10:00").put()), "PR-10"));
        assertEquals(
                Said.UNKNOWN,
                said(POLICY.judge(Asked.trip().on("2027-01-01T10:00").put()), "PR-10"));
    }

    @Test
    void how_many_levels_agree_follows_from_the_rules_and_the_length_of_the_trip() {
        Asked evening = Asked.trip().on("2026-11-23T20:30");

        assertEquals(0, POLICY.judge(Asked.trip().put()).levels(), "in policy nobody decides");
        assertEquals(1, POLICY.judge(evening.put()).levels(), "PR-11 asks the first level");
        assertEquals(
                2, POLICY.judge(Asked.trip().but(t -> t.fen = 90_000).put()).levels(), "PR-31 asks two");
        assertEquals(
                2,
                POLICY.judge(evening.but(t -> t.takes = Duration.ofHours(5)).put())
                        .levels(),
                "over night");
        assertEquals(
                2,
                POLICY.judge(Asked.trip()
                                .on("2026-11-23T06:30")
                                .but(t -> t.takes = Duration.ofHours(8).plusMinutes(1))
                                .put())
                        .levels(),
                "over eight hours");
    }

    @Test
    void a_refusal_names_each_blocking_rule_with_its_fix() {
        PolicyResult refused = POLICY.judge(
                Asked.trip().on("2026-10-01T10:00").but(t -> t.people = 9).put());

        ProblemException problem = assertThrows(ProblemException.class, refused::requireAllowed);

        assertEquals(TripProblem.BLOCKED_BY_POLICY, problem.problem());
        assertEquals(
                List.of("/policy/PR-03", "/policy/PR-10"),
                problem.errors().stream()
                        .map(ProblemException.FieldError::pointer)
                        .toList());
        assertTrue(problem.errors().stream().allMatch(error -> error.detail().contains(" → ")));
        assertEquals(
                refused.changesThatPass().stream().map(PolicyChange::path).toList(),
                problem.changes().stream().map(ProblemException.Edit::path).toList());
    }

    private static PolicyVersion standing(String rule, Consumer<ObjectNode> change) {
        return ShippedPolicy.with(settings -> {
            for (JsonNode one : settings.get("rules")) {
                if (one.get("rule").asText().equals(rule)) {
                    change.accept((ObjectNode) one);
                }
            }
        });
    }

    private static Said said(PolicyResult result, String rule) {
        return result.rules().stream()
                .filter(asked -> asked.rule().equals(rule))
                .map(PolicyResult.Asked::said)
                .findFirst()
                .orElseThrow(() -> new AssertionError(rule + " was not asked"));
    }
}
