package org.twinloop.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.twinloop.contract.Spec;
import org.twinloop.contract.SpecOperation;

/** Requests that keep to the contract, made from its examples: all places, the needed parameters, the whole body. */
public final class Examples {

    private final Spec spec;

    public Examples(Spec spec) {
        this.spec = spec;
    }

    public Ask of(SpecOperation operation) {
        Ask ask = Ask.of(operation.method(), operation.path());
        for (JsonNode parameter : operation.parameters()) {
            String name = parameter.path("name").asText();
            String value = Ask.encoded(parameter.path("example").asText());
            switch (parameter.path("in").asText()) {
                case "path" -> ask = ask.withPlace(name, value);
                case "query" -> ask = parameter.path("required").asBoolean() ? ask.withQuery(name, value) : ask;
                default -> {
                    // no header is needed
                }
            }
        }
        if (operation.body().isEmpty()) {
            return ask;
        }
        SpecOperation.Body body = operation.body().get();
        Ask typed = ask.withHeader("Content-Type", body.mediaType());
        return body.mediaType().equals("application/json")
                ? typed.withBody(json(body.schema()))
                : typed.withBody(spec.resolve(body.schema()).path("example").asText());
    }

    /** A value of the schema with every property it may have; of alternatives the first. */
    public JsonNode json(JsonNode schema) {
        JsonNode node = spec.resolve(schema);
        if (node.has("oneOf")) {
            return json(node.get("oneOf").get(0));
        }
        return switch (node.path("type").asText()) {
            case "object" -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                node.path("properties")
                        .properties()
                        .forEach(property -> object.set(property.getKey(), json(property.getValue())));
                yield object;
            }
            case "array" -> JsonNodeFactory.instance.arrayNode().add(json(node.get("items")));
            default -> example(node);
        };
    }

    private static JsonNode example(JsonNode node) {
        if (node.has("example")) {
            return node.get("example");
        }
        if (node.has("enum")) {
            return node.get("enum").get(0);
        }
        throw new IllegalStateException("a schema without an example: " + node);
    }
}
