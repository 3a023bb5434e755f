package org.twinloop.trip.look;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.twinloop.contract.Spec;
import org.twinloop.contract.SpecOperation;

/** Whatever tells a desk a position leaves a row, or stands here with why it needs none. */
class LooksContractTest {

    private static final Set<String> DESKS = Set.of(
            "APPROVER", "VEHICLE_ADMINISTRATOR", "FLEET_MANAGER", "FINANCE", "SUPERVISOR", "AUDITOR", "ADMINISTRATOR");
    private static final String ROW = "a row is written first";
    private static final String PLACES = "places of the city, nobody's position";
    private static final String PLANNED = "planned places of a trip, not where anybody is";
    private static final String FLEET = "all cars at once, no trip and no traveller named";

    private static final Map<String, String> KNOWN = new TreeMap<>(Map.ofEntries(
            Map.entry("GET /trips/{id}/live", ROW),
            Map.entry("GET /vehicles/{id}/days/{date}", ROW),
            Map.entry("GET /questions/{id}", ROW),
            Map.entry("GET /questions", "the list leaves places out"),
            Map.entry("GET /trips", PLANNED),
            Map.entry("GET /trips/{id}", PLANNED),
            Map.entry("GET /trips/{id}/dispatch-order", PLANNED),
            Map.entry("GET /approvals", PLANNED),
            Map.entry("GET /vehicles", FLEET),
            Map.entry("GET /console/vehicles", FLEET),
            Map.entry("GET /console/stream", FLEET),
            Map.entry("GET /loops/{id}", PLACES),
            Map.entry("GET /loops/{id}/tour", PLACES),
            Map.entry("GET /loops/{id}/coverage", PLACES),
            Map.entry("GET /closures", PLACES),
            Map.entry("GET /piles", PLACES)));

    @Test
    void every_operation_that_tells_a_desk_a_position_is_known() {
        Set<String> found = Spec.real().operations().stream()
                .filter(SpecOperation::safe)
                .filter(operation -> operation.roles().stream().anyMatch(DESKS::contains))
                .filter(operation -> tells(operation.spec(), answer(operation), new HashSet<>())
                        || tells(operation.spec(), operation.node().path("x-events"), new HashSet<>()))
                .map(SpecOperation::name)
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(KNOWN.keySet(), found);
    }

    @Test
    void what_leaves_a_row_of_a_track_asks_for_a_reason() {
        Set<String> asking = Spec.real().operations().stream()
                .filter(operation -> ROW.equals(KNOWN.get(operation.name())))
                .filter(operation -> operation.parameters().stream()
                        .anyMatch(one -> one.path("name").asText().equals("reason")))
                .map(SpecOperation::name)
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(Set.of("GET /trips/{id}/live", "GET /vehicles/{id}/days/{date}"), asking);
    }

    private static JsonNode answer(SpecOperation operation) {
        return operation.node().path("responses").path("200");
    }

    private static boolean tells(Spec spec, JsonNode node, Set<String> seen) {
        if (node.hasNonNull("$ref")) {
            return seen.add(node.get("$ref").asText()) && tells(spec, spec.resolve(node), seen);
        }
        if (node.path("properties").has("lon") && node.path("properties").has("lat")) {
            return true;
        }
        for (JsonNode child : node) {
            if (tells(spec, child, seen)) {
                return true;
            }
        }
        return false;
    }
}
