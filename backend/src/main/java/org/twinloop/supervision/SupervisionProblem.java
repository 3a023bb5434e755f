package org.twinloop.supervision;

import org.twinloop.common.Problem;

/** Refusals of supervision. */
enum SupervisionProblem implements Problem {
    OWN_FINDING(Kind.FORBIDDEN, "own-finding", "不能处理本人行程的监管发现", "Nobody decides a finding about their own trip"),
    SAME_REVIEWER(Kind.FORBIDDEN, "same-reviewer", "申诉须由另一人复核", "An appeal is decided by another person"),
    ANSWER_AWAITED(Kind.CONFLICT, "answer-awaited", "须先听取用车人说明", "The traveller is heard first"),
    WRONG_PHASE(Kind.CONFLICT, "wrong-phase", "该监管发现当前不能这样处理", "The finding is not in a phase for this"),
    APPEAL_TOO_LATE(Kind.CONFLICT, "appeal-too-late", "已过申诉期限", "It is too late to appeal");

    private final Wording wording;

    SupervisionProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
