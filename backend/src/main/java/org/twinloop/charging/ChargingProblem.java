package org.twinloop.charging;

import org.twinloop.common.Problem;

/** What charging has to refuse. */
public enum ChargingProblem implements Problem {
    CONNECTOR_TAKEN(Kind.CONFLICT, "connector-taken", "该充电枪在此时段已被预约", "The connector is reserved then");

    private final Kind kind;
    private final String slug;
    private final String titleZh;
    private final String titleEn;

    ChargingProblem(Kind kind, String slug, String titleZh, String titleEn) {
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
