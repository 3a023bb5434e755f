package org.twinloop.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The comparison of contract and code sees each kind of difference, here planted into a copy of the contract. */
class ContractPlantedTest {

    @Test
    void an_operation_that_only_the_contract_has_is_reported() {
        reported(
                "GET /nowhere: in the contract only",
                document -> paths(document)
                        .set("/nowhere", paths(document).get("/me").deepCopy()));
    }

    @Test
    void an_operation_that_only_the_code_has_is_reported() {
        reported("get /me: in the code only", document -> paths(document).remove("/me"));
    }

    @Test
    void another_parameter_is_reported() {
        reported(
                "parameter query q: in the code only",
                document -> ((ArrayNode) operation(document, "/places", "get").get("parameters")).remove(0));
    }

    @Test
    void another_limit_of_a_parameter_is_reported() {
        reported(
                "maxLength is 61 in the contract and 60 in the code",
                document -> ((ObjectNode) operation(document, "/places", "get")
                                .get("parameters")
                                .get(0)
                                .get("schema"))
                        .put("maxLength", 61));
    }

    @Test
    void another_default_is_reported() {
        reported(
                "the default is 21 in the contract and 20 in the code",
                document -> ((ObjectNode) operation(document, "/places", "get")
                                .get("parameters")
                                .get(1)
                                .get("schema"))
                        .put("default", 21));
    }

    @Test
    void another_type_of_a_property_is_reported() {
        reported(
                "answer/login: the contract says integer, the code string",
                document -> property(document, "PersonView", "login").put("type", "integer"));
    }

    @Test
    void another_property_is_reported() {
        reported(
                "answer/nameZh: in the code only",
                document -> ((ObjectNode) schema(document, "PersonView").get("properties")).remove("nameZh"));
    }

    @Test
    void another_required_property_is_reported() {
        reported(
                "request/password: required in the code only",
                document -> ((ArrayNode) schema(document, "LoginRequest").get("required")).remove(1));
    }

    @Test
    void another_word_of_an_enumeration_is_reported() {
        reported(
                "request/client: the contract has the words",
                document -> ((ArrayNode)
                                property(document, "LoginRequest", "client").get("enum"))
                        .add("WATCH"));
    }

    @Test
    void another_status_is_reported() {
        reported(
                "statuses of success are [200, 202] in the contract and [200] in the code",
                document -> ((ObjectNode) operation(document, "/me", "get").get("responses")).putObject("202"));
    }

    @Test
    void another_role_is_reported() {
        reported(
                "roles are [PUBLIC] in the contract",
                document ->
                        operation(document, "/me", "get").putArray("x-roles").add("PUBLIC"));
    }

    @Test
    void a_refusal_that_is_not_named_is_reported() {
        Spec spec = planted(document -> operation(document, "/me", "get").putArray("x-problems"));
        List<String> found = ContractProblems.reached(spec, CodeScan.resources());
        assertTrue(found.toString().contains("GET /me"), found::toString);
        assertTrue(ContractProblems.inStatuses(spec, ProblemTable.real())
                .toString()
                .contains("GET /me"));
    }

    @Test
    void an_event_without_a_schema_is_not_promised() {
        Spec spec = planted(document -> ((ObjectNode) document.at("/components/schemas")).remove("ReceiptNote"));
        assertTrue(ContractEvents.promised(Spec.real()).contains("receipt"));
        assertFalse(ContractEvents.promised(spec).contains("receipt"));
    }

    @Test
    void a_refusal_that_nothing_can_reach_is_reported() {
        Spec spec = planted(
                document -> ((ArrayNode) operation(document, "/me", "get").get("x-problems")).add("budget-exceeded"));
        List<String> found = ContractProblems.reached(spec, CodeScan.resources());
        assertTrue(found.toString().contains("has too much [budget-exceeded]"), found::toString);
    }

    @Test
    void another_title_kind_or_slug_in_the_table_is_reported() {
        String real = Project.text(Project.spec("problems.md"));
        for (String[] change : new String[][] {
            {"| not-found | NOT_FOUND |", "| not-found | CONFLICT |"},
            {"| not-found |", "| nothing-found |"},
            {"| Not found |", "| Nothing |"}
        }) {
            List<String> untouched = new ArrayList<>(ContractProblems.inTable(ProblemTable.parse(real)));
            List<String> found =
                    new ArrayList<>(ContractProblems.inTable(ProblemTable.parse(real.replace(change[0], change[1]))));
            found.removeAll(untouched);
            assertTrue(found.toString().contains("found"), () -> change[1] + " gave " + found);
        }
    }

    @Test
    void a_slug_that_stands_twice_is_reported() {
        String row = "| a | CONFLICT | 甲 | A | when | what |\n";
        assertThrows(IllegalStateException.class, () -> ProblemTable.parse(row + row));
    }

    @Test
    void another_topic_is_seen(@TempDir Path sources) throws IOException {
        Files.writeString(
                sources.resolve("Horn.java"),
                "class Horn { public String topicSuffix() { return \"horn\"; } String d() { "
                        + "return down + \"song\"; } }");
        assertEquals(Set.of("tl/v1/{deviceId}/up/horn", "tl/v1/{deviceId}/down/song"), ContractTopics.met(sources));
    }

    private static void reported(String sentence, Consumer<ObjectNode> fault) {
        List<String> found = ContractComparison.differences(planted(fault), CodeScan.resources());
        assertTrue(found.stream().anyMatch(one -> one.contains(sentence)), () -> String.join("\n", found));
    }

    private static Spec planted(Consumer<ObjectNode> fault) {
        return Spec.real().planted(fault);
    }

    private static ObjectNode paths(ObjectNode document) {
        return (ObjectNode) document.get("paths");
    }

    private static ObjectNode operation(ObjectNode document, String path, String method) {
        return (ObjectNode) paths(document).get(path).get(method);
    }

    private static ObjectNode schema(ObjectNode document, String name) {
        return (ObjectNode) document.get("components").get("schemas").get(name);
    }

    private static ObjectNode property(ObjectNode document, String schema, String name) {
        return (ObjectNode) schema(document, schema).get("properties").get(name);
    }
}
