package org.twinloop.operator;

import org.twinloop.common.Problem;

/** The refusals of contracts. */
public enum OperatorProblem implements Problem {
    NO_CONTRACT(Kind.CONFLICT, "no-contract", "运营商当日没有有效合同", "The operator has no contract on that day"),
    CEILING_REACHED(Kind.CONFLICT, "contract-ceiling-reached", "框架合同额度已用完", "The contract's ceiling is reached");

    private final Wording wording;

    OperatorProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
