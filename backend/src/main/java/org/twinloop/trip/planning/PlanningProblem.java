package org.twinloop.trip.planning;

import org.twinloop.common.Problem;

/** The refusals of planning, and of a request that names a plan. */
public enum PlanningProblem implements Problem {
    PLAN_NOT_FOUND(Kind.NOT_FOUND, "plan-not-found", "未找到出行方案", "No such plan"),
    OPTION_NOT_FOUND(Kind.NOT_FOUND, "option-not-found", "未找到该选项", "No such option"),
    PLAN_EXPIRED(Kind.CONFLICT, "plan-expired", "方案已过期", "The plan has expired"),
    OPTION_NOT_BOOKABLE(Kind.CONFLICT, "option-not-bookable", "该选项不可预订", "The option cannot be booked");

    private final Kind kind;
    private final String slug;
    private final String titleZh;
    private final String titleEn;

    PlanningProblem(Kind kind, String slug, String titleZh, String titleEn) {
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
