package org.twinloop.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Values that a simple schema refuses, and values at its edges that it takes; by a name for people, as JSON. */
final class Values {

    private static final long SEED = 20261123;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> NO_UUIDS = List.of(
            "x",
            "0191f3a2-7c4e-7b1a-9d2f-3b6c5a4e1f0",
            "{0191f3a2-7c4e-7b1a-9d2f-3b6c5a4e1f00}",
            "AZHzonxOexqdLztsWk4fAA==",
            "1-1-1-1-1");
    private static final List<String> NO_INSTANTS = List.of(
            "yesterday",
            "2026-11-23",
            "2026-11-23T01:30:00",
            "2026-02-30T00:00:00Z",
            "2026-11-23T25:00:00Z",
            "+1000000000-01-01T00:00:00Z",
            "-0001-01-01T00:00:00Z");

    private static final List<String> NO_DAYS =
            List.of("yesterday", "2026-02-30", "26-11-23", "2026-11-23T00:00:00Z", "+1000000-01-01", "-0001-01-01");

    private Values() {}

    static Map<String, JsonNode> wrong(JsonNode schema) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        switch (schema.path("type").asText()) {
            case "string" -> texts(schema, values);
            case "integer" -> {
                values.put("text", JSON.textNode("7"));
                values.put("fraction", JSON.numberNode(1.5));
                values.put("exponent", JSON.numberNode(1e2));
                values.put("flag", JSON.booleanNode(true));
                values.put("beyond its format", beyond(schema));
                bounds(schema, values);
            }
            case "number" -> {
                values.put("text", JSON.textNode("7.5"));
                values.put("flag", JSON.booleanNode(true));
                bounds(schema, values);
            }
            case "boolean" -> {
                values.put("text", JSON.textNode("true"));
                values.put("number", JSON.numberNode(1));
            }
            default -> values.put("text", JSON.textNode("x"));
        }
        if (!schema.path("type").asText().equals("object")) {
            values.put("object", JSON.objectNode());
        }
        if (!schema.path("type").asText().equals("array")) {
            values.put("array", JSON.arrayNode());
        }
        return values;
    }

    private static void texts(JsonNode schema, Map<String, JsonNode> values) {
        values.put("number", JSON.numberNode(7));
        values.put("flag", JSON.booleanNode(false));
        wrongTexts(schema).forEach((name, text) -> values.put(name, JSON.textNode(text)));
    }

    /** Texts that a schema of type string refuses, whatever they are written in. */
    static Map<String, String> wrongTexts(JsonNode schema) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (schema.has("enum")) {
            String word = schema.get("enum").get(0).asText();
            texts.put("no such word", "NO_SUCH_WORD");
            texts.put("blanks around", " " + word + " ");
            String other = word.equals(word.toLowerCase(Locale.ROOT))
                    ? word.toUpperCase(Locale.ROOT)
                    : word.toLowerCase(Locale.ROOT);
            texts.put("other case", other);
            return texts;
        }
        switch (schema.path("format").asText()) {
            case "uuid" -> NO_UUIDS.forEach(text -> texts.put("no UUID " + text, text));
            case "date" -> NO_DAYS.forEach(text -> texts.put("no day " + text, text));
            case "date-time" -> NO_INSTANTS.forEach(text -> texts.put("no instant " + text, text));
            default -> {
                if (schema.has("maxLength")) {
                    texts.put("oversize", "X".repeat(schema.get("maxLength").asInt() + 1));
                }
                if (schema.path("minLength").asInt() > 0) {
                    texts.put("too short", "X".repeat(schema.get("minLength").asInt() - 1));
                }
                if (schema.has("pattern")) {
                    Stream.of("*", " ", "道")
                            .filter(text -> !text.matches(schema.get("pattern").asText()))
                            .findFirst()
                            .ifPresent(text -> texts.put("not of the pattern", text));
                }
            }
        }
        return texts;
    }

    private static void bounds(JsonNode schema, Map<String, JsonNode> values) {
        if (schema.has("minimum")) {
            values.put(
                    "below the minimum", JSON.numberNode(schema.get("minimum").asLong() - 1));
        }
        if (schema.has("maximum")) {
            values.put(
                    "above the maximum", JSON.numberNode(schema.get("maximum").asLong() + 1));
        }
    }

    private static JsonNode beyond(JsonNode schema) {
        int bits = schema.path("format").asText().equals("int64") ? 63 : 31;
        return BigIntegerNode.valueOf(BigInteger.TWO.pow(bits));
    }

    /** At the edge, and within it. */
    static Map<String, JsonNode> right(JsonNode schema) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        String type = schema.path("type").asText();
        if (type.equals("integer") || type.equals("number")) {
            put(values, "minimum", schema.get("minimum"));
            put(values, "maximum", schema.get("maximum"));
        }
        boolean free = type.equals("string") && !schema.has("enum") && !schema.has("format") && !schema.has("pattern");
        if (free && schema.has("minLength")) {
            values.put("shortest", TextNode.valueOf(text(schema.get("minLength").asInt())));
        }
        if (free && schema.has("maxLength")) {
            values.put("longest", TextNode.valueOf(text(schema.get("maxLength").asInt())));
        }
        if (schema.path("format").asText().equals("date-time")) {
            values.put("with an offset", TextNode.valueOf("2026-11-23T09:30:00+08:00"));
        }
        if (schema.has("enum")) {
            JsonNode words = schema.get("enum");
            put(values, "last word", words.get(words.size() - 1));
        }
        return values;
    }

    /** Chinese text that no compression shortens: what is stored is as long as it looks. */
    private static String text(int length) {
        SplittableRandom random = new SplittableRandom(SEED);
        return random.ints(length, 0x4e00, 0x9fa5)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static void put(Map<String, JsonNode> values, String name, JsonNode value) {
        if (value != null && !value.isNull()) {
            values.put(name, value);
        }
    }
}
