package org.twinloop.pricing;

import org.twinloop.common.Problem;

/** Refusals of the price lists. */
public enum PricingProblem implements Problem {
    OVERLAP(Kind.CONFLICT, "price-list-overlap", "价目日期冲突", "The price list overlaps another one");

    private final Kind kind;
    private final String slug;
    private final String titleZh;
    private final String titleEn;

    PricingProblem(Kind kind, String slug, String titleZh, String titleEn) {
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
