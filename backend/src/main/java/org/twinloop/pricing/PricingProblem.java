package org.twinloop.pricing;

import org.twinloop.common.Problem;

/** Refusals of the price lists. */
public enum PricingProblem implements Problem {
    OVERLAP(Kind.CONFLICT, "price-list-overlap", "价目日期冲突", "The price list overlaps another one");

    private final Wording wording;

    PricingProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
