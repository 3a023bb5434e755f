package org.twinloop.network;

import org.twinloop.common.Problem;

/** What the network has to refuse. */
enum NetworkProblem implements Problem {
    NO_ROAD(Kind.CONFLICT, "no-road", "两地之间没有可通行的道路", "No road connects the two");

    private final Wording wording;

    NetworkProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
