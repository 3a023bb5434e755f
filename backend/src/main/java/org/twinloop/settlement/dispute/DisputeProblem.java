package org.twinloop.settlement.dispute;

import org.twinloop.common.Problem;

/** Refusals of disputes. */
public enum DisputeProblem implements Problem {
    OWN_DISPUTE(Kind.FORBIDDEN, "own-dispute", "不能裁定本人行程的异议", "Nobody decides a dispute about their own trip"),
    DISPUTE_CLOSED(Kind.CONFLICT, "dispute-closed", "该异议已处理", "The dispute is answered or decided already"),
    DISPUTE_NOT_READY(Kind.CONFLICT, "dispute-not-ready", "该异议还不能裁定", "The dispute cannot be decided yet");

    private final Wording wording;

    DisputeProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
