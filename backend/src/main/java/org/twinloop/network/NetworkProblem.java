package org.twinloop.network;

import org.twinloop.common.Problem;

/** What the network has to refuse. */
enum NetworkProblem implements Problem {
    NO_ROAD(Kind.CONFLICT, "no-road", "两地之间没有可通行的道路", "No road connects the two");

    private final Kind kind;
    private final String slug;
    private final String titleZh;
    private final String titleEn;

    NetworkProblem(Kind kind, String slug, String titleZh, String titleEn) {
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
