package org.twinloop.vehicle;

import org.twinloop.common.Problem;

/** Refusals of the fleet. */
public enum VehicleProblem implements Problem {
    ALREADY_RESERVED(Kind.CONFLICT, "already-reserved", "车辆已被预订", "The car is already reserved"),
    CAR_IN_USE(Kind.CONFLICT, "car-in-use", "车辆尚未归还", "The car has not been returned yet"),
    BAY_TAKEN(Kind.CONFLICT, "bay-taken", "车位已被占用", "The bay is already held"),
    RESERVATION_GONE(Kind.CONFLICT, "reservation-gone", "预订已失效", "The reservation is no longer held");

    private final Wording wording;

    VehicleProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
