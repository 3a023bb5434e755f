package org.twinloop.vehicle;

import org.twinloop.common.Problem;

/** Refusals of the fleet. */
public enum VehicleProblem implements Problem {
    ALREADY_RESERVED(Kind.CONFLICT, "already-reserved", "车辆已被预订", "The car is already reserved"),
    CAR_IN_USE(Kind.CONFLICT, "car-in-use", "车辆尚未归还", "The car has not been returned yet"),
    BAY_TAKEN(Kind.CONFLICT, "bay-taken", "车位已被占用", "The bay is already held"),
    RESERVATION_GONE(Kind.CONFLICT, "reservation-gone", "预订已失效", "The reservation is no longer held"),
    NO_TERMINAL(Kind.CONFLICT, "no-terminal", "车辆没有本平台终端", "The car has no terminal of ours"),
    NOT_STANDING(Kind.CONFLICT, "not-standing", "无法确认车辆已停稳", "The car is not known to stand");

    private final Wording wording;

    VehicleProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
