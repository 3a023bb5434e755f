package org.twinloop.ledger;

import org.twinloop.common.Problem;

/** Refusals of the ledger. */
public enum LedgerProblem implements Problem {
    BUDGET_EXCEEDED(Kind.CONFLICT, "budget-exceeded", "预算余额不足", "The budget is not enough");

    private final Wording wording;

    LedgerProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
