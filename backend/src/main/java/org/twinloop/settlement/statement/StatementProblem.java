package org.twinloop.settlement.statement;

import org.twinloop.common.Problem;

/** Refusals of statements as a whole; a single bad line is no refusal but a verdict. */
public enum StatementProblem implements Problem {
    UNREADABLE(Kind.INVALID, "statement-unreadable", "无法读取对账单", "The statement cannot be read");

    private final Kind kind;
    private final String slug;
    private final String titleZh;
    private final String titleEn;

    StatementProblem(Kind kind, String slug, String titleZh, String titleEn) {
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
