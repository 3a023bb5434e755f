package org.twinloop.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.twinloop.contract.Spec;
import org.twinloop.contract.SpecOperation;
import org.twinloop.exchange.Answer;
import org.twinloop.exchange.Examples;

/** The judge of wrong requests sees what it is there to see: each planted fault is one answer. */
class JudgeTest {

    private static final String ERROR = "{\"pointer\":\"%s\",\"detail\":\"%s\"}";
    private static final String PROBLEM =
            "{\"type\":\"/problems/%s\",\"title\":\"请求内容有误\",\"status\":%d,\"errors\":[%s]}";

    private final SpecOperation operation = Spec.real().operation("cancelTrip");

    @Test
    void a_refusal_that_names_the_field_is_as_it_should_be() {
        assertEquals(List.of(), complaints(refused("/reason"), invalid("/reason", "value 7; expected text")));
    }

    @Test
    void a_failure_of_ours_is_found() {
        found("a failure of ours", refused("/reason"), problem(500, "internal-error", ""));
    }

    @Test
    void an_accepted_wrong_request_is_found() {
        found("accepted with 200", refused("/reason"), new Answer(200, "application/json", Map.of(), bytes("{}")));
    }

    @Test
    void a_refusal_without_the_field_is_found() {
        found("names", refused("/reason"), invalid("/other", "value 7; expected text"));
    }

    @Test
    void a_refusal_that_says_half_is_found() {
        found("but not both", refused("/reason"), invalid("/reason", "wrong"));
    }

    @Test
    void a_refusal_that_speaks_of_classes_is_found() {
        found("our classes", refused("/reason"), invalid("/reason", "no java.lang.String; send one"));
    }

    @Test
    void a_refusal_in_another_shape_is_found() {
        found("no problem", refused("/reason"), new Answer(400, "text/plain", Map.of(), bytes("no")));
    }

    @Test
    void a_refusal_the_operation_does_not_promise_is_found() {
        found("x-problems", refused("/reason"), problem(409, "no-road", ""));
    }

    @Test
    void a_status_the_operation_does_not_promise_is_found() {
        found("not in the contract", refused("/reason"), problem(418, "invalid-request", ""));
    }

    @Test
    void a_refused_value_within_its_limits_is_found() {
        found("within the limits", Expected.passes("/reason"), invalid("/reason", "value x; at most 1"));
    }

    @Test
    void another_refusal_than_the_expected_is_found() {
        found("refused as not-found", Expected.turnedAway("sign-in-needed"), problem(404, "not-found", ""));
    }

    private static Expected refused(String pointer) {
        return Expected.refused(pointer);
    }

    private void found(String complaint, Expected expected, Answer answer) {
        List<String> complaints = complaints(expected, answer);
        assertTrue(complaints.stream().anyMatch(said -> said.contains(complaint)), complaints.toString());
    }

    private List<String> complaints(Expected expected, Answer answer) {
        return Judge.complaints(
                new BadCase(operation, "planted", new Examples(Spec.real()).of(operation), expected), answer);
    }

    private static Answer invalid(String pointer, String detail) {
        return problem(400, "invalid-request", ERROR.formatted(pointer, detail));
    }

    private static Answer problem(int status, String slug, String errors) {
        return new Answer(status, "application/problem+json", Map.of(), bytes(PROBLEM.formatted(slug, status, errors)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
