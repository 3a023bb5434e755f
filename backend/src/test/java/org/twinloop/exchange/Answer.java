package org.twinloop.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What came back.
 *
 * @param type media type without parameters, empty when there is none
 * @param headers names in lower case
 */
public record Answer(int status, String type, Map<String, String> headers, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public boolean accepted() {
        return status < 300;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The problem told, when the answer is one. */
    public Optional<JsonNode> problem() {
        if (!type.equals("application/problem+json")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(body));
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    /** Last part of the problem's type, empty when the answer is no problem. */
    public String slug() {
        return problem()
                .map(told -> told.path("type").asText().replaceFirst("^/problems/", ""))
                .orElse("");
    }

    /** Cursor of the next page, where a page says one. */
    public Optional<String> next() {
        if (!type.equals("application/json")) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readTree(body).path("next").textValue());
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    /** Pointers of all fields the problem names. */
    public Set<String> pointers() {
        Set<String> pointers = new TreeSet<>();
        problem()
                .ifPresent(told -> told.path("errors")
                        .forEach(error -> pointers.add(error.path("pointer").asText())));
        return pointers;
    }
}
