package org.twinloop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.twinloop.contract.ContractLint;
import org.twinloop.contract.Spec;

/** The contract is written for readers and has a limit everywhere. Structure and references are linted by npm. */
class ContractLintTest {

    @Test
    void the_contract_is_lint_free() {
        List<String> found = ContractLint.violations(Spec.real());
        assertTrue(found.isEmpty(), () -> String.join("\n", found));
    }

    @Test
    void an_operation_without_description_is_reported() {
        reported(
                "GET /me: no description",
                document -> ((ObjectNode) document.at("/paths/~1me/get")).remove("description"));
    }

    @Test
    void two_operations_of_one_name_are_reported() {
        reported(
                "operationId twice: login",
                document -> ((ObjectNode) document.at("/paths/~1me/get")).put("operationId", "login"));
    }

    @Test
    void a_role_that_does_not_exist_is_reported() {
        reported(
                "GET /me: no such role KING",
                document -> ((ObjectNode) document.at("/paths/~1me/get"))
                        .putArray("x-roles")
                        .add("KING"));
    }

    @Test
    void a_text_without_limit_is_reported() {
        reported(
                "PersonView/login: no maxLength",
                document -> property(document, "login").remove("maxLength"));
    }

    @Test
    void a_number_without_limit_is_reported() {
        reported(
                "SessionView/expiresInS: no maximum",
                document -> ((ObjectNode) document.at("/components/schemas/SessionView/properties/expiresInS"))
                        .remove("maximum"));
    }

    @Test
    void a_list_without_limit_is_reported() {
        reported(
                "PersonView/roles: no maxItems",
                document -> property(document, "roles").remove("maxItems"));
    }

    @Test
    void an_open_object_is_reported() {
        reported(
                "PersonView: additionalProperties",
                document ->
                        ((ObjectNode) document.at("/components/schemas/PersonView")).remove("additionalProperties"));
    }

    @Test
    void a_property_without_description_is_reported() {
        reported(
                "PersonView/login: no description",
                document -> property(document, "login").remove("description"));
    }

    @Test
    void a_schema_that_nothing_uses_is_reported() {
        reported(
                "schema Lonely is not used",
                document -> ((ObjectNode) document.at("/components/schemas"))
                        .putObject("Lonely")
                        .put("type", "boolean")
                        .put("description", "x")
                        .put("example", true));
    }

    @Test
    void a_request_example_that_breaks_its_schema_is_reported() {
        reported(
                "TripRequest: the example",
                document ->
                        ((ObjectNode) document.at("/components/schemas/TripRequest/example")).put("emergency", "no"));
    }

    private static ObjectNode property(ObjectNode document, String name) {
        return (ObjectNode) document.at("/components/schemas/PersonView/properties/" + name);
    }

    private static void reported(String sentence, Consumer<ObjectNode> fault) {
        Spec copy = Spec.real().planted(fault);
        List<String> found = ContractLint.violations(copy);
        assertTrue(found.stream().anyMatch(one -> one.contains(sentence)), () -> String.join("\n", found));
    }
}
