package org.twinloop.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.fge.jsonschema.core.exceptions.ProcessingException;
import com.github.fge.jsonschema.main.JsonSchemaFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Rules of our own for the contract: texts for readers, a limit everywhere, closed objects, known roles, examples. */
public final class ContractLint {

    private static final Set<String> ROLES = Set.of(
            "ANY",
            "PUBLIC",
            "TRAVELLER",
            "APPROVER",
            "VEHICLE_ADMINISTRATOR",
            "FLEET_MANAGER",
            "FINANCE",
            "SUPERVISOR",
            "AUDITOR",
            "PARTNER",
            "ADMINISTRATOR");

    private final Spec spec;
    private final List<String> found = new ArrayList<>();

    private ContractLint(Spec spec) {
        this.spec = spec;
    }

    public static List<String> violations(Spec spec) {
        ContractLint lint = new ContractLint(spec);
        lint.operations();
        for (Map.Entry<String, JsonNode> schema : lint.schemas().properties()) {
            lint.schema(schema.getKey(), schema.getValue());
        }
        lint.unused();
        return lint.found;
    }

    private JsonNode schemas() {
        return spec.document().at("/components/schemas");
    }

    private void operations() {
        Set<String> ids = new TreeSet<>();
        for (SpecOperation operation : spec.operations()) {
            for (String text : List.of("summary", "description", "operationId")) {
                require(operation.node(), text, operation.name());
            }
            if (!ids.add(operation.id())) {
                found.add("operationId twice: " + operation.id());
            }
            if (operation.roles().isEmpty()) {
                found.add(operation.name() + ": no x-roles");
            }
            operation.roles().stream()
                    .filter(role -> !ROLES.contains(role))
                    .forEach(role -> found.add(operation.name() + ": no such role " + role));
            boolean open = operation.node().path("security").isArray()
                    && operation.node().path("security").isEmpty();
            if (open != operation.roles().contains("PUBLIC")) {
                found.add(operation.name() + ": security and x-roles disagree");
            }
            for (JsonNode parameter : operation.parameters()) {
                String at = operation.name() + " parameter "
                        + parameter.path("name").asText();
                require(parameter, "description", at);
                limits(at, spec.resolve(parameter.path("schema")));
            }
        }
    }

    private void schema(String at, JsonNode node) {
        if (node.has("$ref")) {
            return;
        }
        require(node, "description", at);
        limits(at, node);
        node.path("oneOf").forEach(option -> schema(at, option));
        if (node.has("items")) {
            schema(at + "/*", node.get("items"));
        }
        for (Map.Entry<String, JsonNode> property : node.path("properties").properties()) {
            schema(at + "/" + property.getKey(), property.getValue());
        }
        if (node.has("example") && node.path("type").asText().equals("object")) {
            example(at, node);
        }
    }

    private void limits(String at, JsonNode node) {
        switch (node.path("type").asText()) {
            case "string" -> {
                boolean bounded =
                        node.has("enum") || node.has("maxLength") || "uuid date-time date".contains(formatOf(node));
                if (!bounded) {
                    found.add(at + ": no maxLength");
                }
            }
            case "integer", "number" -> {
                require(node, "minimum", at);
                require(node, "maximum", at);
            }
            case "array" -> require(node, "maxItems", at);
            case "object" -> {
                if (!node.has("additionalProperties")) {
                    found.add(at + ": additionalProperties is not said");
                } else if (node.get("additionalProperties").asBoolean(true)) {
                    require(node, "maxProperties", at);
                }
            }
            default -> {
                // booleans need no limit, alternatives have those of their members
            }
        }
    }

    private static String formatOf(JsonNode node) {
        return node.path("format").asText("none");
    }

    private void require(JsonNode node, String key, String at) {
        if (!node.hasNonNull(key) || node.get(key).asText("x").isBlank()) {
            found.add(at + ": no " + key);
        }
    }

    private void example(String at, JsonNode node) {
        try {
            var report = JsonSchemaFactory.byDefault()
                    .getJsonSchema(JsonSchemas.closed(spec, node))
                    .validate(node.get("example"));
            if (!report.isSuccess()) {
                found.add(at + ": the example breaks the schema: " + report);
            }
        } catch (ProcessingException failed) {
            found.add(at + ": cannot be read as a schema: " + failed.getMessage());
        }
    }

    private void unused() {
        String text = spec.document().toString();
        schemas().fieldNames().forEachRemaining(name -> {
            if (!text.contains("\"#/components/schemas/" + name + "\"")) {
                found.add("schema " + name + " is not used");
            }
        });
    }
}
