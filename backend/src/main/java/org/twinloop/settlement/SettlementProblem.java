package org.twinloop.settlement;

import org.twinloop.common.Problem;

/** Refusals of settlement. */
public enum SettlementProblem implements Problem {
    RECEIPT_NOT_READY(Kind.NOT_FOUND, "receipt-not-ready", "费用单尚未生成", "The receipt is not ready"),
    OWN_RECEIPT(Kind.FORBIDDEN, "own-receipt", "不能处理本人行程的费用单", "Nobody decides on the receipt of their own trip"),
    RECEIPT_DECIDED(Kind.CONFLICT, "receipt-decided", "该费用单无需处理或已处理", "The receipt awaits no decision");

    private final Wording wording;

    SettlementProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
