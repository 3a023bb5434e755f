package org.twinloop.settlement;

import org.twinloop.common.Problem;

/** Refusals of settlement. */
public enum SettlementProblem implements Problem {
    RECEIPT_NOT_READY(Kind.NOT_FOUND, "receipt-not-ready", "账单尚未生成", "The receipt is not ready"),
    OWN_RECEIPT(Kind.FORBIDDEN, "own-receipt", "不能处理本人行程的账单", "Nobody decides on the receipt of their own trip"),
    RECEIPT_DECIDED(Kind.CONFLICT, "receipt-decided", "该账单无需或已作处理", "The receipt awaits no decision");

    private final Wording wording;

    SettlementProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
