package org.twinloop.vehicle;

import org.twinloop.common.Problem;

/** Refusals of the fleet. */
public enum VehicleProblem implements Problem {
    ALREADY_RESERVED(Kind.CONFLICT, "already-reserved", "车辆已被预订", "The car is already reserved"),
    BAY_TAKEN(Kind.CONFLICT, "bay-taken", "车位已被占用", "The bay is already held"),
    RESERVATION_GONE(Kind.CONFLICT, "reservation-gone", "预订已失效", "The reservation is no longer held");

    private final Kind kind;
    private final String slug;
    private final String titleZh;
    private final String titleEn;

    VehicleProblem(Kind kind, String slug, String titleZh, String titleEn) {
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
