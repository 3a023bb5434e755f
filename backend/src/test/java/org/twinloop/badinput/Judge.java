package org.twinloop.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.twinloop.badinput.Expected.Kind;
import org.twinloop.exchange.Answer;

/** Holds an answer against what was expected and against the promises that every answer keeps. */
final class Judge {

    private Judge() {}

    /** What is wrong with the answer, a sentence each; empty when it is as it should be. */
    static List<String> complaints(BadCase asked, Answer answer) {
        List<String> found = new ArrayList<>();
        if (answer.status() >= 500) {
            found.add("a failure of ours: " + answer.status());
        }
        if (!asked.operation().statuses().contains(answer.status())) {
            found.add("status " + answer.status() + " is not in the contract");
        }
        if (answer.status() >= 400) {
            problem(asked, answer, found);
        }
        expected(asked, answer, found);
        return found;
    }

    private static void expected(BadCase asked, Answer answer, List<String> found) {
        Expected expected = asked.expected();
        boolean mayBeAnything = expected.kind() == Kind.NO_FAILURE || expected.kind() == Kind.PASSES;
        if (!mayBeAnything && answer.accepted()) {
            found.add("accepted with " + answer.status());
            return;
        }
        boolean fits = expected.slugs().isEmpty() || expected.slugs().contains(answer.slug());
        if (!mayBeAnything && !fits) {
            found.add("refused as " + answer.slug() + " and not as one of " + expected.slugs());
        }
        boolean named = names(expected, answer);
        if ((expected.kind() == Kind.REFUSED || expected.kind() == Kind.REFUSED_NEARBY) && !named) {
            found.add("names " + answer.pointers() + " and not " + expected.pointer());
        }
        boolean byRule = expected.pointer() != null && Rules.narrow(asked.operation(), expected.pointer());
        if (expected.kind() == Kind.PASSES && answer.status() == 400 && named && !byRule) {
            found.add("is within the limits of " + expected.pointer() + " and refused because of it");
        }
    }

    /** A parameter may also be named with a question mark. */
    private static boolean names(Expected expected, Answer answer) {
        if (expected.pointer() == null) {
            return false;
        }
        return answer.pointers().stream().anyMatch(pointer -> {
            String at = pointer.startsWith("?") ? "/" + pointer.substring(1) : pointer;
            boolean nearby = expected.kind() == Kind.REFUSED_NEARBY
                    && (at.startsWith(expected.pointer() + "/")
                            || at.length() > 1 && expected.pointer().startsWith(at + "/"));
            return nearby || at.equals(expected.pointer());
        });
    }

    private static void problem(BadCase asked, Answer answer, List<String> found) {
        if (answer.problem().isEmpty()) {
            found.add("no problem but " + (answer.type().isEmpty() ? "nothing" : answer.type()) + ": " + answer.text());
            return;
        }
        JsonNode told = answer.problem().get();
        if (!asked.operation().problems().contains(answer.slug())) {
            found.add("x-problems of the operation do not name " + answer.slug());
        }
        if (told.path("status").asInt() != answer.status()
                || told.path("title").asText().isBlank()) {
            found.add("a problem without its status or title: " + told);
        }
        if (answer.status() == 400 && told.path("errors").isEmpty()) {
            found.add("a wrong request without errors: " + told);
        }
        for (JsonNode error : told.path("errors")) {
            String detail = error.path("detail").asText();
            if (!error.has("pointer") || detail.isBlank()) {
                found.add("an error without pointer or detail: " + error);
            }
            if (answer.status() == 400 && !detail.contains(";")) {
                found.add("says what came or what is accepted, but not both: " + error);
            }
            if (detail.contains("java.") || detail.contains("org.twinloop")) {
                found.add("speaks of our classes: " + error);
            }
        }
    }
}
