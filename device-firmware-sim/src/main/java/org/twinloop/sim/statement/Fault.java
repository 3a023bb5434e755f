package org.twinloop.sim.statement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.twinloop.sim.terminal.Json;

/**
 * An error put into a statement on purpose.
 *
 * @param lineNo line of the CSV file that is wrong, the header being line 1; 0 for a line that is missing
 * @param correctFen what the right statement bills for it
 */
public record Fault(
        Kind kind, String platformOrderId, String operatorOrderId, int lineNo, long billedFen, long correctFen) {
    /** What can be wrong. */
    public enum Kind {
        WRONG_AMOUNT,
        MISSING_ORDER,
        DUPLICATE_LINE,
        ORDER_OF_NOBODY,
        CANCELLED_BILLED
    }

    ObjectNode json() {
        return Json.MAPPER
                .createObjectNode()
                .put("fault", kind.name())
                .put("platformOrderId", platformOrderId)
                .put("operatorOrderId", operatorOrderId)
                .put("lineNo", lineNo)
                .put("billedFen", billedFen)
                .put("correctFen", correctFen);
    }
}
