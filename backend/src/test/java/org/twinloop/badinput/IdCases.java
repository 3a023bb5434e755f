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
                        makesOrForgets ? Expected.noFailure() : Expected.turnedAway("not-found", "receipt-not-ready")));
            }
        }
        return cases;
    }

    private static String nowhere(JsonNode schema) {
        if (schema.path("format").asText().equals("uuid")) {
            return NOWHERE;
        }
        return schema.path("pattern").asText().startsWith("^[TP]") ? "T999999" : "ZZ-99999";
    }
}
