package org.twinloop.badinput;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.twinloop.contract.SpecOperation;
import org.twinloop.exchange.Ask;

/** Bodies that are wrong as a whole: absent, no JSON, cut off, of another media type. */
final class WholeBodyCases {

    private static final int DEEP = 2_000;

    private WholeBodyCases() {}

    static List<BadCase> of(SpecOperation operation, Ask good) {
        List<BadCase> cases = new ArrayList<>();
        if (operation.body().isEmpty()) {
            return cases;
        }
        Expected anyRefusal = Expected.turnedAway("unsupported-media-type");
        add(
                cases,
                operation,
                "of another media type",
                good.withHeader("Content-Type", "application/x-surprise"),
                anyRefusal);
        add(cases, operation, "of a broken media type", good.withHeader("Content-Type", "surprise"), anyRefusal);
        if (!operation.body().get().mediaType().equals("application/json")) {
            return cases;
        }
        boolean required = operation.node().path("requestBody").path("required").asBoolean();
        Expected nothing = required ? Expected.refused("") : Expected.noFailure();
        add(cases, operation, "empty", good.withBody(""), nothing);
        add(cases, operation, "null", good.withBody("null"), nothing);
        add(cases, operation, "array", good.withBody("[]"), Expected.refused(""));
        add(cases, operation, "text", good.withBody("\"x\""), Expected.refused(""));
        add(cases, operation, "number", good.withBody("7"), Expected.refused(""));
        String body = new String(good.body(), StandardCharsets.UTF_8);
        add(cases, operation, "cut off", good.withBody(body.substring(0, body.length() - 1)), unreadable());
        add(cases, operation, "more after it", good.withBody(body + "{}"), Expected.refused(""));
        add(cases, operation, "no JSON", good.withBody("<trip/>"), unreadable());
        add(cases, operation, "single quotes", good.withBody(body.replace('"', '\'')), unreadable());
        add(cases, operation, "UTF-16", good.withBody(body.getBytes(StandardCharsets.UTF_16LE)), Expected.noFailure());
        add(cases, operation, "nested deep", good.withBody("[".repeat(DEEP) + "]".repeat(DEEP)), Expected.refused(""));
        String first = body.substring(0, body.indexOf(':') + 1);
        add(cases, operation, "a key twice", good.withBody(first + "null," + body.substring(1)), unreadable());
        return cases;
    }

    private static Expected unreadable() {
        return Expected.turnedAway("unreadable-body");
    }

    private static void add(List<BadCase> cases, SpecOperation operation, String fault, Ask ask, Expected expected) {
        cases.add(new BadCase(operation, "body " + fault, ask, expected));
    }
}
