package org.twinloop.chauffeur.driver;

import org.twinloop.common.Problem;

/** Refusals of the driver's door. */
enum DriverProblem implements Problem {
    LINK_REFUSED(Kind.UNAUTHENTICATED, "driver-link-refused", "司机链接无效", "The driver's link is not good"),
    STEP_REFUSED(Kind.CONFLICT, "driver-step-refused", "当前不能登记此步骤", "This step is not due now");

    private final Wording wording;

    DriverProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
