package org.twinloop.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.twinloop.contract.Spec;
import org.twinloop.contract.SpecOperation;
import org.twinloop.exchange.Ask;
import org.twinloop.exchange.Examples;

/** Bodies with one field wrong, for each field of the schema; of alternatives each is tried. */
final class BodyCases {

    /** Stands in a text where bytes are put that a JSON writer would not write. */
    private static final String MARK = "@ODD@";

    /** As they stand in the JSON text, by name; what comes as bytes is no UTF-8 and so no JSON. */
    private static final Map<String, String> ODD_ESCAPES = Map.of(
            "U+0000", "\\u0000", "half a surrogate pair", "\\ud800", "a pair the wrong way round", "\\udc00\\ud800");

    private static final Map<String, String> ODD_BYTES =
            Map.of("overlong U+0000", "c080", "a surrogate as UTF-8", "eda080", "a stray byte", "ff");

    private static final Expected NO_TEXT = Expected.turnedAway("unreadable-body", "invalid-request");

    private final Spec spec;
    private final Examples examples;
    private final SpecOperation operation;
    private final Ask good;
    private final List<BadCase> cases = new ArrayList<>();

    private BodyCases(Spec spec, SpecOperation operation, Ask good) {
        this.spec = spec;
        this.examples = new Examples(spec);
        this.operation = operation;
        this.good = good;
    }

    static List<BadCase> of(Spec spec, SpecOperation operation, Ask good) {
        BodyCases made = new BodyCases(spec, operation, good);
        operation
                .body()
                .filter(body -> body.mediaType().equals("application/json"))
                .ifPresent(body -> made.value(body.schema(), "", parsed(good.body()), false));
        return made.cases;
    }

    /**
     * @param root the whole body, right but for what a case changes
     * @param oneOf whether the value is one of several shapes; then the fault may be named for all of it
     */
    private void value(JsonNode schema, String at, JsonNode root, boolean oneOf) {
        JsonNode node = spec.resolve(schema);
        if (node.has("oneOf")) {
            for (JsonNode alternative : node.get("oneOf")) {
                value(alternative, at, Tree.with(root, at, examples.json(alternative)), true);
            }
            return;
        }
        if (!at.isEmpty()) {
            Values.wrong(node).forEach((name, wrong) -> refused(at, name, Tree.with(root, at, wrong), oneOf));
            Values.right(node).forEach((name, right) -> passes(at, name, Tree.with(root, at, right)));
        }
        switch (node.path("type").asText()) {
            case "object" -> object(node, at, root, oneOf);
            case "array" -> array(node, at, root, oneOf);
            case "string" -> odd(node, at, root, oneOf);
            default -> {
                // numbers and flags have nothing inside
            }
        }
    }

    private void object(JsonNode node, String at, JsonNode root, boolean oneOf) {
        List<String> required = new ArrayList<>();
        node.path("required").forEach(name -> required.add(name.asText()));
        node.path("properties").properties().forEach(property -> {
            String inner = at + "/" + property.getKey();
            JsonNode nothing = Tree.with(root, inner, JsonNodeFactory.instance.nullNode());
            if (required.contains(property.getKey())) {
                refused(inner, "missing", Tree.without(root, inner), oneOf);
                refused(inner, "null", nothing, oneOf);
            } else {
                passes(inner, "missing", Tree.without(root, inner));
                passes(inner, "null", nothing);
            }
            value(property.getValue(), inner, root, oneOf);
        });
        if (!node.path("additionalProperties").asBoolean(true)) {
            ObjectNode more = root.at(at).deepCopy();
            more.put("surprise", 1);
            refused(at + "/surprise", "unknown", Tree.with(root, at, more), false);
        }
    }

    private void array(JsonNode node, String at, JsonNode root, boolean oneOf) {
        int min = node.path("minItems").asInt();
        if (min > 0) {
            refused(at, "too few", Tree.with(root, at, many(node, min - 1)), oneOf);
        }
        if (node.has("maxItems")) {
            int max = node.get("maxItems").asInt();
            refused(at, "too many", Tree.with(root, at, many(node, max + 1)), oneOf);
            passes(at, "as many as may be", Tree.with(root, at, many(node, max)));
        }
        refused(at + "/0", "null", Tree.with(root, at + "/0", JsonNodeFactory.instance.nullNode()), true);
        value(node.get("items"), at + "/0", root, oneOf);
    }

    private ArrayNode many(JsonNode node, int count) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < count; i++) {
            items.add(examples.json(node.get("items")));
        }
        return items;
    }

    private void odd(JsonNode node, String at, JsonNode root, boolean oneOf) {
        String marked = Tree.with(
                        root,
                        at,
                        JsonNodeFactory.instance.textNode(
                                MARK + node.path("example").asText()))
                .toString();
        ODD_ESCAPES.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(odd -> add(
                        at,
                        odd.getKey(),
                        good.withBody(marked.replace(MARK, odd.getValue())),
                        oneOf ? Expected.refusedNearby(at) : Expected.refused(at)));
        ODD_BYTES.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(odd -> add(at, odd.getKey(), good.withBody(bytes(marked, odd.getValue())), NO_TEXT));
    }

    private static byte[] bytes(String marked, String hex) {
        String latin = new String(marked.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String odd = new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
        return latin.replace(MARK, odd).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return new ObjectMapper().readTree(body);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void refused(String at, String fault, JsonNode body, boolean nearby) {
        add(at, fault, good.withBody(body), nearby ? Expected.refusedNearby(at) : Expected.refused(at));
    }

    private void passes(String at, String fault, JsonNode body) {
        add(at, fault, good.withBody(body), Expected.passes(at));
    }

    private void add(String at, String fault, Ask ask, Expected expected) {
        cases.add(new BadCase(operation, "body " + at + " " + fault, ask, expected));
    }
}
