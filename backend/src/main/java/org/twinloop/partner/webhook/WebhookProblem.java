package org.twinloop.partner.webhook;

import org.twinloop.common.Problem;

/** Refusals of partners' webhooks. */
enum WebhookProblem implements Problem {
    REFUSED(Kind.UNAUTHENTICATED, "webhook-refused", "回调签名无效", "The webhook's signature is not good"),
    REPEATED(Kind.CONFLICT, "webhook-repeated", "该回调已接收", "This webhook was taken before");

    private final Wording wording;

    WebhookProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
