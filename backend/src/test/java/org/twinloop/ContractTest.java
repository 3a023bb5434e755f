package org.twinloop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.twinloop.contract.CodeScan;
import org.twinloop.contract.ContractComparison;
import org.twinloop.contract.ContractEvents;
import org.twinloop.contract.ContractProblems;
import org.twinloop.contract.ContractTopics;
import org.twinloop.contract.ProblemTable;
import org.twinloop.contract.Project;
import org.twinloop.contract.Spec;

/** The code is what mobile-api-spec promises: operations, parameters, shapes, statuses, roles, problems and topics. */
class ContractTest {

    /** Served beside the API: pages that problem types lead to. */
    private static final Set<String> PATHS_OUTSIDE = Set.of("/problems/{slug}");

    @Test
    void operations_of_the_code_are_those_of_the_contract() {
        List<Class<?>> resources = CodeScan.resources();
        assertFalse(resources.isEmpty(), "no resource classes were found");
        nothing(ContractComparison.differences(Spec.real(), resources));
    }

    @Test
    void nothing_is_served_outside_the_contract() {
        assertEquals(PATHS_OUTSIDE, CodeScan.pathsOutside(CodeScan.resources()));
    }

    @Test
    void refusals_of_the_code_are_those_of_the_table() {
        nothing(ContractProblems.inTable(ProblemTable.real()));
    }

    @Test
    void refusals_have_the_status_of_their_kind() {
        nothing(ContractProblems.inStatuses(Spec.real(), ProblemTable.real()));
    }

    @Test
    void an_operation_names_every_refusal_its_code_can_reach_and_no_other() {
        nothing(ContractProblems.reached(Spec.real(), CodeScan.resources()));
    }

    @Test
    void topics_of_the_code_are_those_of_the_contract() {
        assertEquals(
                ContractTopics.promised(Project.text(Project.spec("asyncapi.yaml"))),
                ContractTopics.met(Project.backend().resolve("src/main/java")));
    }

    @Test
    void events_of_the_code_are_those_of_the_contract() {
        assertEquals(
                ContractEvents.promised(Spec.real()),
                ContractEvents.met(Project.backend().resolve("src/main/java")));
    }

    private static void nothing(List<String> differences) {
        assertTrue(differences.isEmpty(), () -> String.join("\n", differences));
    }
}
