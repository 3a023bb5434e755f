package org.twinloop.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The document {@code openapi.yaml}, with its references resolved on demand. */
public final class Spec {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Spec REAL = parse(Project.text(Project.spec("openapi.yaml")));

    private final JsonNode document;

    private Spec(JsonNode document) {
        this.document = document;
    }

    /** The contract of this working copy. */
    public static Spec real() {
        return REAL;
    }

    /** The contract of a text, for planted faults. */
    static Spec parse(String yaml) {
        try {
            return new Spec(new YAMLMapper(new YAMLFactory()).readTree(yaml));
        } catch (IOException failed) {
            throw new UncheckedIOException("not YAML", failed);
        }
    }

    /** A copy with a fault planted in it. */
    public Spec planted(Consumer<ObjectNode> fault) {
        ObjectNode copy = document.deepCopy();
        fault.accept(copy);
        return new Spec(copy);
    }

    public JsonNode document() {
        return document;
    }

    /** Follows references until there is none. */
    public JsonNode resolve(JsonNode node) {
        JsonNode at = node == null ? MissingNode.getInstance() : node;
        while (at.has("$ref")) {
            String reference = at.get("$ref").asText();
            at = document.at(reference.substring(1));
            if (at.isMissingNode()) {
                throw new IllegalStateException("nothing under " + reference);
            }
        }
        return at;
    }

    public List<SpecOperation> operations() {
        List<SpecOperation> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .forEach(entry -> operations.add(
                                new SpecOperation(this, entry.getKey(), path.getKey(), entry.getValue()))));
        return operations;
    }

    public SpecOperation operation(String operationId) {
        return operations().stream()
                .filter(operation -> operation.id().equals(operationId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no operation " + operationId));
    }

    /** Slugs that some operation can answer. */
    Set<String> problems() {
        Set<String> slugs = new TreeSet<>();
        operations().forEach(operation -> slugs.addAll(operation.problems()));
        return slugs;
    }
}
