package org.twinloop.common.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * What is signed of a webhook and how it is written, after the Standard Webhooks specification 1.0: {@code v1,} and
 * the Base64 of an HMAC-SHA-256 over {@code id.timestamp.body}. An id has no dot, so no two webhooks read the same.
 * There is one spelling of a signature.
 */
public final class WebhookSignature {

    public static final String ID = "webhook-id";
    public static final String TIMESTAMP = "webhook-timestamp";
    public static final String KEY_ID = "webhook-key-id";
    public static final String SIGNATURE = "webhook-signature";

    private static final String VERSION = "v1,";

    private WebhookSignature() {}

    /**
     * The value of the header {@code webhook-signature}.
     *
     * @param id 1…64 letters, digits, hyphens and underscores; anything else is an {@link IllegalArgumentException}
     * @param epochS seconds since 1970, as in the header {@code webhook-timestamp}
     */
    public static String sign(HmacKey key, String id, long epochS, byte[] body) {
        if (!isId(id)) {
            throw new IllegalArgumentException("webhook id '" + id + "'; 1 to 64 letters, digits and - _ are accepted");
        }
        byte[] head = (id + "." + epochS + ".").getBytes(StandardCharsets.UTF_8);
        return VERSION + Base64.getEncoder().encodeToString(key.mac(head, body));
    }

    /** Whether the signature is this key's; takes the same time whatever is wrong with it. */
    public static boolean fits(HmacKey key, String id, long epochS, byte[] body, String signature) {
        if (!isId(id) || signature == null) {
            return false;
        }
        byte[] expected = sign(key, id, epochS, body).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isId(String id) {
        return id != null && id.matches("[A-Za-z0-9_-]{1,64}");
    }
}
