package org.twinloop.partner.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.twinloop.notification.delivery.MessageGateway.Letter;

/**
 * The body of a call to a gateway: a JSON tree in whose texts names in braces are replaced. What is filled in stays
 * within its text, whatever letters it has.
 */
final class LetterTemplate {

    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z]+)}");
    private static final Map<String, Function<Letter, Object>> FIELDS = new LinkedHashMap<>();

    static {
        FIELDS.put("mobile", Letter::mobile);
        FIELDS.put("login", Letter::login);
        FIELDS.put("titleZh", Letter::titleZh);
        FIELDS.put("titleEn", Letter::titleEn);
        FIELDS.put("textZh", Letter::textZh);
        FIELDS.put("textEn", Letter::textEn);
        FIELDS.put("messageId", Letter::messageId);
        FIELDS.put("kind", Letter::kind);
        FIELDS.put("tripId", Letter::tripId);
        FIELDS.put("createdAt", Letter::createdAt);
    }

    private final ObjectMapper json;
    private final JsonNode tree;
    private final Set<String> names = new TreeSet<>();

    /** Throws {@link IllegalArgumentException} when it is no JSON object or names something unknown. */
    LetterTemplate(ObjectMapper json, String text) {
        this.json = json;
        try {
            this.tree = json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a template that is no JSON; a JSON object is accepted", e);
        }
        if (!tree.isObject()) {
            throw new IllegalArgumentException("a template that is no JSON object; a JSON object is accepted");
        }
        Matcher found = NAME.matcher(text);
        while (found.find()) {
            names.add(found.group(1));
        }
        if (!FIELDS.keySet().containsAll(names)) {
            throw new IllegalArgumentException("a template with " + names + "; accepted are " + FIELDS.keySet());
        }
    }

    boolean needsMobile() {
        return names.contains("mobile");
    }

    byte[] fill(Letter letter) {
        try {
            return json.writeValueAsBytes(filled(tree, letter));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a letter that cannot be written", e);
        }
    }

    private JsonNode filled(JsonNode node, Letter letter) {
        if (node.isTextual()) {
            return TextNode.valueOf(NAME.matcher(node.asText())
                    .replaceAll(name -> Matcher.quoteReplacement(value(name.group(1), letter))));
        }
        if (node.isObject()) {
            ObjectNode object = json.createObjectNode();
            node.properties().forEach(entry -> object.set(entry.getKey(), filled(entry.getValue(), letter)));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = json.createArrayNode();
            node.forEach(item -> array.add(filled(item, letter)));
            return array;
        }
        return node;
    }

    private static String value(String name, Letter letter) {
        Object value = FIELDS.get(name).apply(letter);
        return value == null ? "" : value.toString();
    }
}
