package org.twinloop.device.claim;

import org.twinloop.common.Problem;

/** Refusals of the device desk. */
public enum DeviceProblem implements Problem {
    CLAIM_REFUSED(Kind.FORBIDDEN, "claim-refused", "设备认领码无效", "The claim code is not good");

    private final Wording wording;

    DeviceProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
