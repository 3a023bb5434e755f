package org.twinloop.network;

import org.twinloop.common.Problem;

/** What the network has to refuse. */
public enum NetworkProblem implements Problem {
    NO_ROAD(Kind.CONFLICT, "no-road", "两地之间没有可通行的道路", "No road connects the two"),
    STOP_IN_USE(Kind.CONFLICT, "stop-in-use", "站点仍有未结束的预订", "The stop is still promised to bookings");

    private final Wording wording;

    NetworkProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
