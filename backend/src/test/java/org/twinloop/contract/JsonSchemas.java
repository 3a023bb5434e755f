package org.twinloop.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Turns a schema of the contract into a JSON schema of draft 4: references written out, nullable said as a type. */
final class JsonSchemas {

    private JsonSchemas() {}

    static JsonNode closed(Spec spec, JsonNode schema) {
        JsonNode node = spec.resolve(schema);
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            switch (entry.getKey()) {
                case "properties" -> {
                    ObjectNode properties = copy.putObject("properties");
                    entry.getValue()
                            .properties()
                            .forEach(property -> properties.set(property.getKey(), closed(spec, property.getValue())));
                }
                case "items" -> copy.set("items", closed(spec, entry.getValue()));
                case "oneOf" -> {
                    ArrayNode options = copy.putArray("oneOf");
                    entry.getValue().forEach(option -> options.add(closed(spec, option)));
                }
                case "example", "nullable", "discriminator", "format", "description" -> {
                    // says nothing about validity in draft 4
                }
                default -> copy.set(entry.getKey(), entry.getValue());
            }
        }
        if (node.path("nullable").asBoolean() && node.has("type")) {
            copy.putArray("type").add(node.get("type").asText()).add("null");
        }
        return copy;
    }
}
