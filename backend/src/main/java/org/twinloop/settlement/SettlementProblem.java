package org.twinloop.settlement;

import org.twinloop.common.Problem;

/** Refusals of settlement. */
public enum SettlementProblem implements Problem {
    RECEIPT_NOT_READY(Kind.NOT_FOUND, "receipt-not-ready", "账单尚未生成", "The receipt is not ready"),
    OWN_RECEIPT(Kind.FORBIDDEN, "own-receipt", "不能处理本人行程的账单", "Nobody decides on the receipt of their own trip"),
    RECEIPT_DECIDED(Kind.CONFLICT, "receipt-decided", "该账单无需或已作处理", "The receipt awaits no decision");

    private final Kind kind;
    private final String slug;
    private final String titleZh;
    private final String titleEn;

    SettlementProblem(Kind kind, String slug, String titleZh, String titleEn) {
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
