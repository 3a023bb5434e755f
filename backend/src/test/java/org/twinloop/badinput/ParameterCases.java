package org.twinloop.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.twinloop.contract.Spec;
import org.twinloop.contract.SpecOperation;
import org.twinloop.exchange.Ask;

/** Requests with one parameter wrong, for each parameter in path, query and header. */
final class ParameterCases {

    /** Percent-encoded bytes that are no text one could store. */
    private static final List<String> NO_UTF8 = List.of("%ED%A0%80", "%C0%80", "%FF");

    private final SpecOperation operation;
    private final Ask good;
    private final List<BadCase> cases = new ArrayList<>();

    private ParameterCases(SpecOperation operation, Ask good) {
        this.operation = operation;
        this.good = good;
    }

    static List<BadCase> of(Spec spec, SpecOperation operation, Ask good) {
        ParameterCases made = new ParameterCases(operation, good);
        operation.parameters().forEach(parameter -> made.parameter(parameter, spec.resolve(parameter.get("schema"))));
        return made.cases;
    }

    private void parameter(JsonNode parameter, JsonNode schema) {
        String name = parameter.path("name").asText();
        String in = parameter.path("in").asText();
        if (in.equals("query") && parameter.path("required").asBoolean()) {
            add(name, "missing", good.withoutQuery(name), Expected.refused("/" + name));
        }
        wrong(schema).forEach((fault, text) -> {
            // An empty parameter counts as absent.
            if (!text.isEmpty()) {
                add(name, fault, put(in, name, encoded(in, text)), Expected.refused("/" + name));
            }
        });
        right(schema)
                .forEach((fault, text) ->
                        add(name, fault, put(in, name, encoded(in, text)), Expected.passes("/" + name)));
        if (!in.equals("header")) {
            boolean text = schema.path("type").asText().equals("string");
            add(name, "U+0000", put(in, name, "%00"), text ? Expected.refused("/" + name) : Expected.noFailure());
            NO_UTF8.forEach(bytes -> add(name, "bytes " + bytes, put(in, name, bytes), Expected.noFailure()));
        }
    }

    private static Map<String, String> wrong(JsonNode schema) {
        if (schema.path("type").asText().equals("string")) {
            return Values.wrongTexts(schema);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("a word", "many");
        texts.put("a fraction", "1.5");
        texts.put("beyond its format", "2147483648");
        if (schema.has("minimum")) {
            texts.put("below the minimum", String.valueOf(schema.get("minimum").asLong() - 1));
        }
        if (schema.has("maximum")) {
            texts.put("above the maximum", String.valueOf(schema.get("maximum").asLong() + 1));
        }
        return texts;
    }

    private static Map<String, String> right(JsonNode schema) {
        Map<String, String> texts = new LinkedHashMap<>();
        Values.right(schema).forEach((name, value) -> texts.put(name, value.asText()));
        return texts;
    }

    private static String encoded(String in, String text) {
        return in.equals("header") ? "x".repeat(text.length()) : Ask.encoded(text);
    }

    private Ask put(String in, String name, String value) {
        return switch (in) {
            case "path" -> good.withPlace(name, value);
            case "query" -> good.withQuery(name, value);
            default -> good.withHeader(name, value);
        };
    }

    private void add(String name, String fault, Ask ask, Expected expected) {
        cases.add(new BadCase(operation, "parameter " + name + " " + fault, ask, expected));
    }
}
