package org.twinloop.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One operation of the contract.
 *
 * @param method HTTP method in lower case
 * @param path path below {@code /api/v1}
 */
public record SpecOperation(Spec spec, String method, String path, JsonNode node) {

    /** A request body: its media type and schema. */
    public record Body(String mediaType, JsonNode schema) {}

    public String id() {
        return node.path("operationId").asText();
    }

    /** As people write it: {@code GET /trips/{id}}. */
    public String name() {
        return method.toUpperCase(Locale.ROOT) + " " + path;
    }

    public boolean safe() {
        return method.equals("get");
    }

    public Set<String> roles() {
        return words("x-roles");
    }

    public Set<String> problems() {
        return words("x-problems");
    }

    public List<JsonNode> parameters() {
        List<JsonNode> parameters = new ArrayList<>();
        node.path("parameters").forEach(parameter -> parameters.add(spec.resolve(parameter)));
        return parameters;
    }

    public Optional<Body> body() {
        return node.path("requestBody").path("content").properties().stream()
                .findFirst()
                .map(content -> new Body(content.getKey(), content.getValue().path("schema")));
    }

    public Set<Integer> statuses() {
        Set<Integer> statuses = new TreeSet<>();
        node.path("responses").fieldNames().forEachRemaining(status -> statuses.add(Integer.valueOf(status)));
        return statuses;
    }

    public Set<Integer> successes() {
        Set<Integer> statuses = new TreeSet<>(statuses());
        statuses.removeIf(status -> status >= 300);
        return statuses;
    }

    /** What a success answers, when it has a body. */
    public Optional<Body> answer() {
        return successes().stream()
                .map(status -> spec.resolve(node.path("responses").path(String.valueOf(status))))
                .flatMap(response -> response.path("content").properties().stream())
                .findFirst()
                .map(content -> new Body(content.getKey(), content.getValue().path("schema")));
    }

    /** Every media type a success may have. */
    public Set<String> answerTypes() {
        Set<String> types = new TreeSet<>();
        for (int status : successes()) {
            spec.resolve(node.path("responses").path(String.valueOf(status)))
                    .path("content")
                    .fieldNames()
                    .forEachRemaining(types::add);
        }
        return types;
    }

    private Set<String> words(String key) {
        Set<String> words = new LinkedHashSet<>();
        node.path(key).forEach(word -> words.add(word.asText()));
        return words;
    }
}
