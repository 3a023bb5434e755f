package org.twinloop.trip.approval;

import org.twinloop.common.Problem;

/** The refusals of the trip feature: planning, policy, approval, booking and ride. */
public enum TripProblem implements Problem {
    PLAN_NOT_FOUND(Kind.NOT_FOUND, "plan-not-found", "未找到出行方案", "No such plan"),
    OPTION_NOT_FOUND(Kind.NOT_FOUND, "option-not-found", "未找到该选项", "No such option"),
    PLAN_EXPIRED(Kind.CONFLICT, "plan-expired", "方案已过期", "The plan has expired"),
    OPTION_NOT_BOOKABLE(Kind.CONFLICT, "option-not-bookable", "该选项不可预订", "The option cannot be booked"),
    BLOCKED_BY_POLICY(Kind.CONFLICT, "blocked-by-policy", "不符合用车规定", "Policy does not allow this trip"),
    OWN_TRIP(Kind.FORBIDDEN, "own-trip", "不能审批自己的申请", "Nobody approves their own trip"),
    NOT_THE_APPROVER(Kind.FORBIDDEN, "not-the-approver", "不是本级审批人", "This level is not yours to decide"),
    APPROVERS_MISSING(Kind.CONFLICT, "approvers-missing", "审批链缺少审批人", "The approval chain lacks a person"),
    NOT_ENTRUSTED(Kind.FORBIDDEN, "not-entrusted", "未获委托代为用车申请", "You may not book in that person's name"),
    NOT_APPROVED(Kind.CONFLICT, "not-approved", "行程尚未获批", "The trip is not approved"),
    WRONG_STATE(Kind.CONFLICT, "wrong-state", "行程当前状态不允许此操作", "The trip is not in a state for this"),
    TOO_EARLY(Kind.CONFLICT, "too-early", "尚未到用车时间", "It is too early"),
    WRONG_CAR(Kind.CONFLICT, "wrong-car", "不是本次行程的车辆", "This is not the car of the trip"),
    END_CHECKS_FAILED(Kind.CONFLICT, "end-checks-failed", "还车检查未通过", "The end-of-trip checks failed");

    private final Wording wording;

    TripProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
