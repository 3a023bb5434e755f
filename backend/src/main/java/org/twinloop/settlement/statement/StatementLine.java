package org.twinloop.settlement.statement;

import java.util.List;

/**
 * A line with its verdict.
 *
 * @param lineNo null for a trip of ours that is not on the statement
 */
record StatementLine(
        long position,
        Integer lineNo,
        Verdict verdict,
        List<String> codes,
        String operatorOrderId,
        String platformOrderId,
        Long billedFen,
        Long expectedFen,
        String explanationZh,
        String explanationEn) {}
