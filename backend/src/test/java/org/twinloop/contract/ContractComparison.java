package org.twinloop.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares the operations of the contract with those of the code; every difference is one sentence. */
public final class ContractComparison {

    private final Spec spec;
    private final SpecShapes shapes;
    private final List<String> found = new ArrayList<>();

    private ContractComparison(Spec spec) {
        this.spec = spec;
        this.shapes = new SpecShapes(spec);
    }

    /** All differences; empty when code and contract agree. */
    public static List<String> differences(Spec spec, List<Class<?>> resources) {
        ContractComparison comparison = new ContractComparison(spec);
        comparison.operations(CodeScan.operations(resources));
        return comparison.found;
    }

    private void operations(List<CodeOperation> scanned) {
        Map<String, CodeOperation> code = new LinkedHashMap<>();
        for (CodeOperation operation : scanned) {
            CodeOperation other = code.put(operation.key(), operation);
            if (other != null && other.isAnotherFormOf(operation)) {
                code.put(operation.key(), other.with(operation));
            } else if (other != null) {
                found.add(operation.key() + ": both " + operation.place() + " and " + other.place());
            }
        }
        for (SpecOperation promised : spec.operations()) {
            CodeOperation met = code.remove(promised.method() + " " + promised.path());
            if (met == null) {
                found.add(promised.name() + ": in the contract only");
            } else {
                operation(promised, met);
            }
        }
        code.values().forEach(extra -> found.add(extra.key() + ": in the code only (" + extra.place() + ")"));
    }

    private void operation(SpecOperation promised, CodeOperation met) {
        String at = promised.name() + " (" + met.place() + ")";
        equal(at, "roles", promised.roles(), met.roles());
        equal(at, "statuses of success", promised.successes(), met.statuses());
        parameters(at, promised, met);
        body(at + " request", promised.body().orElse(null), met.body().orElse(null), true);
        equal(
                at,
                "media types of the answer",
                promised.answerTypes(),
                met.answer().map(CodeOperation.Body::mediaTypes).orElse(Set.of()));
        body(at + " answer", promised.answer().orElse(null), met.answer().orElse(null), false);
    }

    private void equal(String at, String what, Set<?> promised, Set<?> met) {
        if (!promised.equals(met)) {
            found.add(at + ": " + what + " are " + sorted(promised) + " in the contract and " + sorted(met)
                    + " in the code");
        }
    }

    private static String sorted(Set<?> values) {
        return values.stream().map(String::valueOf).sorted().collect(Collectors.joining(", ", "[", "]"));
    }

    private void parameters(String at, SpecOperation promised, CodeOperation met) {
        Map<String, JsonNode> said = new LinkedHashMap<>();
        promised.parameters()
                .forEach(node -> said.put(
                        node.path("in").asText() + " " + node.path("name").asText(), node));
        Map<String, CodeOperation.Parameter> had = new LinkedHashMap<>();
        met.parameters().forEach(parameter -> had.put(parameter.in() + " " + parameter.name(), parameter));
        Set<String> names = new TreeSet<>(said.keySet());
        names.addAll(had.keySet());
        for (String name : names) {
            if (!said.containsKey(name) || !had.containsKey(name)) {
                found.add(at + " parameter " + name + ": in the " + (said.containsKey(name) ? "contract" : "code")
                        + " only");
            } else {
                parameter(at + " parameter " + name, said.get(name), had.get(name));
            }
        }
    }

    private void parameter(String at, JsonNode said, CodeOperation.Parameter had) {
        if (said.path("required").asBoolean() != had.required()) {
            found.add(at + ": required is " + said.path("required").asBoolean() + " in the contract and "
                    + had.required() + " in the code");
        }
        JsonNode schema = spec.resolve(said.get("schema"));
        String fallback = schema.has("default") ? schema.get("default").asText() : null;
        if (!Objects.equals(fallback, had.fallback())) {
            found.add(at + ": the default is " + fallback + " in the contract and " + had.fallback() + " in the code");
        }
        found.addAll(Shape.differences(at, shapes.of(schema), had.shape(), true));
    }

    private void body(String at, SpecOperation.Body promised, CodeOperation.Body met, boolean asked) {
        if (promised == null || met == null) {
            if (promised != null || met != null) {
                found.add(at + ": a body in the " + (promised != null ? "contract" : "code") + " only");
            }
            return;
        }
        if (!met.mediaTypes().contains(promised.mediaType())) {
            found.add(at + ": the media type is " + promised.mediaType() + " in the contract and " + met.mediaTypes()
                    + " in the code");
        }
        found.addAll(Shape.differences(at, shapes.of(promised.schema()), met.shape(), asked));
    }
}
