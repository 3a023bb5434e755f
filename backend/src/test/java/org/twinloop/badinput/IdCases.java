package org.twinloop.badinput;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.twinloop.contract.Spec;
import org.twinloop.contract.SpecOperation;
import org.twinloop.exchange.Ask;

/** Requests about things that are not there. Those of others are asked for by the matrix of roles. */
final class IdCases {

    private static final String NOWHERE = "01ffffff-ffff-7fff-bfff-ffffffffffff";

    private IdCases() {}

    static List<BadCase> of(Spec spec, SpecOperation operation, Ask good) {
        List<BadCase> cases = new ArrayList<>();
        boolean makesOrForgets =
                operation.method().equals("put") || operation.method().equals("delete");
        for (JsonNode parameter : operation.parameters()) {
            JsonNode schema = spec.resolve(parameter.get("schema"));
            boolean names = parameter.path("in").asText().equals("path")
                    && schema.path("type").asText().equals("string")
                    && !schema.path("format").asText().equals("date")
                    && !schema.has("enum");
            if (names) {
                String name = parameter.path("name").asText();
                cases.add(new BadCase(
                        operation,
                        "parameter " + name + " of nothing",
                        good.withPlace(name, Ask.encoded(nowhere(schema))),
                        makesOrForgets ? Expected.noFailure() : Expected.turnedAway(refusals(operation))));
            }
        }
        return cases;
    }

    /** What is open only to who signs does not say who is known. */
    private static String[] refusals(SpecOperation operation) {
        return operation.problems().contains("webhook-refused")
                ? new String[] {"webhook-refused"}
                : new String[] {"not-found", "receipt-not-ready"};
    }

    private static String nowhere(JsonNode schema) {
        if (schema.path("format").asText().equals("uuid")) {
            return NOWHERE;
        }
        String pattern = schema.path("pattern").asText();
        if (pattern.equals("^[A-Z]{3}$")) {
            return "ZZZ";
        }
        return pattern.startsWith("^[TP]") ? "T999999" : "ZZ-99999";
    }
}
