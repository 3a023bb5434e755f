package org.twinloop.trip.approval;

import org.twinloop.common.Problem;

/** What approval refuses. */
enum ApprovalProblem implements Problem {
    OWN_TRIP(Kind.FORBIDDEN, "own-trip", "不能审批自己的申请", "Nobody approves their own trip");

    private final Kind kind;
    private final String slug;
    private final String titleZh;
    private final String titleEn;

    ApprovalProblem(Kind kind, String slug, String titleZh, String titleEn) {
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
