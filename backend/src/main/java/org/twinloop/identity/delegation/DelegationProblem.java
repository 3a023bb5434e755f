package org.twinloop.identity.delegation;

import org.twinloop.common.Problem;

/** Why a right cannot be handed on. */
enum DelegationProblem implements Problem {
    CIRCLE(Kind.CONFLICT, "delegation-circle", "委托形成循环", "The deputies would lead back to the start"),
    TWICE(Kind.CONFLICT, "delegation-twice", "该时段已委托他人", "The right is with somebody else in that time");

    private final Wording wording;

    DelegationProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
