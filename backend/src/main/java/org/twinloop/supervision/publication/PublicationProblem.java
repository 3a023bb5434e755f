package org.twinloop.supervision.publication;

import org.twinloop.common.Problem;

/** Refusals about publication tables. */
enum PublicationProblem implements Problem {
    PUBLICATION_THERE(
            Kind.CONFLICT, "publication-there", "该单位该月已有公示表", "There is a table of the unit and month already"),
    OWN_PUBLICATION(Kind.FORBIDDEN, "own-publication", "不能复核本人编制的公示表", "Nobody reviews a table they made"),
    PUBLICATION_STATE(Kind.CONFLICT, "publication-state", "公示表当前状态不允许此操作", "The table is not in a state for this"),
    UNIT_NOT_PUBLISHED(
            Kind.CONFLICT, "unit-not-published", "该单位属涉密或执法单位，不予公示", "Tables of this unit are not published");

    private final Wording wording;

    PublicationProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
