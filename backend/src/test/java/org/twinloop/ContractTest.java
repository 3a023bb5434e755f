package org.twinloop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.twinloop.contract.CodeScan;
import org.twinloop.contract.ContractComparison;
import org.twinloop.contract.Spec;

/** The code is what mobile-api-spec promises: operations, parameters, shapes, statuses, roles, problems and topics. */
class ContractTest {

    @Test
    void operations_of_the_code_are_those_of_the_contract() {
        List<Class<?>> resources = CodeScan.resources();
        assertFalse(resources.isEmpty(), "no resource classes were found");
        List<String> differences = ContractComparison.differences(Spec.real(), resources);
        assertEquals(List.of(), differences, () -> String.join("\n", differences));
    }
}
