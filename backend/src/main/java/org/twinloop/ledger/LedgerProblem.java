package org.twinloop.ledger;

import org.twinloop.common.Problem;

/** Refusals of the ledger. */
public enum LedgerProblem implements Problem {
    BUDGET_EXCEEDED(Kind.CONFLICT, "budget-exceeded", "预算余额不足", "The budget is not enough");

    private final Kind kind;
    private final String slug;
    private final String titleZh;
    private final String titleEn;

    LedgerProblem(Kind kind, String slug, String titleZh, String titleEn) {
        this.kind = kind;
        this.slug = slug;
        this.titleZh = titleZh;
        this.titleEn = titleEn;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public String titleZh() {
        return titleZh;
    }

    @Override
    public String titleEn() {
        return titleEn;
    }
}
