package org.twinloop.settlement.statement;

import org.twinloop.common.Problem;

/** Refusals of statements as a whole; a single bad line is no refusal but a verdict. */
public enum StatementProblem implements Problem {
    UNREADABLE(Kind.INVALID, "statement-unreadable", "无法读取对账单", "The statement cannot be read");

    private final Wording wording;

    StatementProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
