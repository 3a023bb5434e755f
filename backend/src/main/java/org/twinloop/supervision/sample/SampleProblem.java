package org.twinloop.supervision.sample;

import org.twinloop.common.Problem;

/** Refusals about samples. */
enum SampleProblem implements Problem {
    SAMPLE_DRAWN(Kind.CONFLICT, "sample-drawn", "该单位该月已抽样", "The unit and month was drawn already"),
    OWN_SAMPLE_ITEM(Kind.FORBIDDEN, "own-sample-item", "不能复查本人参与的行程", "Nobody reviews a trip they had a part in"),
    SAMPLE_ITEM_REVIEWED(Kind.CONFLICT, "sample-item-reviewed", "该行程已复查", "The trip is reviewed already");

    private final Wording wording;

    SampleProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
