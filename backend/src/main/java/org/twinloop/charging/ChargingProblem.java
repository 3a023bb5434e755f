package org.twinloop.charging;

import org.twinloop.common.Problem;

/** What charging has to refuse. */
public enum ChargingProblem implements Problem {
    CONNECTOR_TAKEN(Kind.CONFLICT, "connector-taken", "该充电枪在此时段已被预约", "The connector is reserved then");

    private final Wording wording;

    ChargingProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
