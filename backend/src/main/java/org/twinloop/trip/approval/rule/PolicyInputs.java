package org.twinloop.trip.approval.rule;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import java.util.Map;

/**
 * The inputs of a decision as JSON, so that they can be kept, shown, changed and put again. What is not on record is
 * absent. Inputs that were kept by an older release are read as far as they go.
 */
public final class PolicyInputs {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private PolicyInputs() {}

    static JsonNode tree(Object value) {
        return JSON.valueToTree(value);
    }

    /** The same with members by name, since a database keeps its own order. */
    static JsonNode ordered(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode elements = JSON.createArrayNode();
            array.forEach(element -> elements.add(ordered(element)));
            return elements;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode sorted = JSON.createObjectNode();
        object.properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(member -> sorted.set(member.getKey(), ordered(member.getValue())));
        return sorted;
    }

    /** The question these inputs were. */
    public static <Q extends Question> Q read(JsonNode inputs, Class<Q> type) {
        try {
            return JSON.treeToValue(inputs, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("these are no inputs of a " + type.getSimpleName(), e);
        }
    }

    /** The inputs with changes applied; the parents of every path must be there. */
    public static JsonNode changed(JsonNode inputs, List<PolicyChange> changes) {
        JsonNode copy = inputs.deepCopy();
        for (PolicyChange change : changes) {
            JsonPointer path = JsonPointer.compile(change.path());
            JsonNode parent = copy.at(path.head());
            if (!(parent instanceof ObjectNode object)) {
                throw new IllegalArgumentException("nothing to change at " + change.path());
            }
            object.set(path.last().getMatchingProperty(), change.value());
        }
        return copy;
    }
}
