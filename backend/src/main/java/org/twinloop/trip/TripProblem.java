package org.twinloop.trip;

import org.twinloop.common.Problem;

/** The refusals of the trip feature. */
enum TripProblem implements Problem {
    BLOCKED_BY_POLICY(Kind.CONFLICT, "blocked-by-policy", "不符合用车规定", "Policy does not allow this trip"),
    NOT_APPROVED(Kind.CONFLICT, "not-approved", "行程尚未获批", "The trip is not approved"),
    WRONG_STATE(Kind.CONFLICT, "wrong-state", "行程当前状态不允许此操作", "The trip is not in a state for this"),
    TOO_EARLY(Kind.CONFLICT, "too-early", "尚未到用车时间", "It is too early"),
    WRONG_CAR(Kind.CONFLICT, "wrong-car", "不是本次行程的车辆", "This is not the car of the trip"),
    END_CHECKS_FAILED(Kind.CONFLICT, "end-checks-failed", "还车检查未通过", "The end-of-trip checks failed");

    private final Kind kind;
    private final String slug;
    private final String titleZh;
    private final String titleEn;

    TripProblem(Kind kind, String slug, String titleZh, String titleEn) {
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
