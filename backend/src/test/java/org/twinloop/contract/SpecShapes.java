package org.twinloop.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads shapes from the schemas of the contract. Alternatives (oneOf) become one object with the fields of all. */
final class SpecShapes {

    private static final List<String> LIMITS =
            List.of("maxLength", "minLength", "minimum", "maximum", "maxItems", "minItems", "pattern");

    private final Spec spec;

    SpecShapes(Spec spec) {
        this.spec = spec;
    }

    Shape of(JsonNode schema) {
        JsonNode node = spec.resolve(schema);
        if (node.has("oneOf")) {
            return merged(node.get("oneOf"));
        }
        return switch (node.path("type").asText("any")) {
            case "any" -> Shape.ANY;
            case "array" -> Shape.list(of(node.get("items")), limits(node));
            case "object" -> object(node);
            case "string" -> Shape.words(values(node), limits(node));
            default -> Shape.of(node.get("type").asText(), limits(node));
        };
    }

    private Shape object(JsonNode node) {
        Map<String, Shape> fields = new LinkedHashMap<>();
        node.path("properties").properties().forEach(field -> fields.put(field.getKey(), of(field.getValue())));
        Set<String> required = new TreeSet<>();
        node.path("required").forEach(name -> required.add(name.asText()));
        boolean open = node.path("additionalProperties").asBoolean(true);
        return Shape.object(fields, required, open);
    }

    private Shape merged(JsonNode alternatives) {
        Map<String, Shape> fields = new LinkedHashMap<>();
        Set<String> required = null;
        for (JsonNode alternative : alternatives) {
            Shape one = of(alternative);
            one.fields().forEach((name, shape) -> fields.merge(name, shape, SpecShapes::either));
            if (required == null) {
                required = new TreeSet<>(one.required());
            } else {
                required.retainAll(one.required());
            }
        }
        return Shape.object(fields, required == null ? Set.of() : required, false);
    }

    private static Shape either(Shape one, Shape other) {
        Set<String> values = new TreeSet<>(one.values());
        values.addAll(other.values());
        return values.isEmpty() ? one : Shape.words(values, Map.of());
    }

    private static Set<String> values(JsonNode node) {
        Set<String> values = new TreeSet<>();
        node.path("enum").forEach(value -> {
            if (!value.isNull()) {
                values.add(value.asText());
            }
        });
        return values;
    }

    private static Map<String, String> limits(JsonNode node) {
        Map<String, String> limits = new TreeMap<>();
        for (String name : LIMITS) {
            if (node.has(name)) {
                limits.put(name, name.equals("pattern") ? bare(node.get(name).asText()) : number(node.get(name)));
            }
        }
        return limits;
    }

    /** Bean validation matches the whole value, JSON schema any part: the anchors are the difference. */
    static String bare(String pattern) {
        String start = pattern.startsWith("^") ? pattern.substring(1) : pattern;
        return start.endsWith("$") ? start.substring(0, start.length() - 1) : start;
    }

    private static String number(JsonNode value) {
        return new BigDecimal(value.asText()).stripTrailingZeros().toPlainString();
    }
}
