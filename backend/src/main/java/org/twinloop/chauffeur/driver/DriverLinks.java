package org.twinloop.chauffeur.driver;

import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;

/**
 * Signs and reads drivers' links: {@code format(1) order(16) driver(8) expiry(8) version(4)} with an HMAC-SHA-256
 * (RFC 2104) over them, 69 bytes as 92 letters of Base64 for URLs (RFC 4648 section 5). Bytes and letters come out
 * even, so that no second spelling of a link decodes to the same bytes. Reading says only that we have signed it and
 * that it has not expired; whether the order still is this driver's is asked of the order.
 */
@Startup
@Singleton
class DriverLinks {

    /** Known to everybody: for demo mode only. */
    static final String DEMO_KEY = "twinloop demo key, not for production";

    static final int LENGTH = 92;
    private static final int KEY_LENGTH_MIN = 32;
    private static final byte FORMAT = 1;
    private static final int BODY_BYTES = 37;
    private static final int MAC_BYTES = 32;
    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;

    @Inject
    DriverLinks(DriverConfig config, @ConfigProperty(name = "twinloop.mode") String mode) {
        this(config.key().map(String::strip), mode.equals("demo"));
    }

    /** Refused when the key is too short, or known to everybody outside demo mode. */
    DriverLinks(Optional<String> configured, boolean demo) {
        if (!demo && configured.filter(text -> text.contains(DEMO_KEY)).isPresent()) {
            throw new IllegalStateException("twinloop.chauffeur.driver.key is the demo key; set one of your own");
        }
        if (configured.filter(text -> text.length() < KEY_LENGTH_MIN).isPresent()) {
            throw new IllegalStateException(
                    "twinloop.chauffeur.driver.key is too short; set " + KEY_LENGTH_MIN + " letters or more");
        }
        String text = configured.orElse(demo ? DEMO_KEY : null);
        key = text == null ? null : new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), HMAC);
    }

    /** The link as text; refused when the installation has no key. */
    String sign(DriverLink link) {
        if (key == null) {
            throw new ProblemException(CommonProblem.UNAVAILABLE, "no key for drivers' links is configured");
        }
        byte[] body = ByteBuffer.allocate(BODY_BYTES)
                .put(FORMAT)
                .putLong(link.orderId().getMostSignificantBits())
                .putLong(link.orderId().getLeastSignificantBits())
                .putLong(link.driver())
                .putLong(link.expiresAt().getEpochSecond())
                .putInt(link.version())
                .array();
        byte[] whole = ByteBuffer.allocate(BODY_BYTES + MAC_BYTES)
                .put(body)
                .put(mac(body))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /** What a link says; empty when it is none of ours or has expired. The comparison takes the same time always. */
    Optional<DriverLink> read(String text, Instant now) {
        if (key == null || text == null || text.length() != LENGTH) {
            return Optional.empty();
        }
        byte[] whole;
        try {
            whole = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        if (whole.length != BODY_BYTES + MAC_BYTES) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOf(whole, BODY_BYTES);
        boolean signed = MessageDigest.isEqual(mac(body), Arrays.copyOfRange(whole, BODY_BYTES, whole.length));
        ByteBuffer fields = ByteBuffer.wrap(body);
        if (!signed || fields.get() != FORMAT) {
            return Optional.empty();
        }
        DriverLink link = new DriverLink(
                new UUID(fields.getLong(), fields.getLong()),
                fields.getLong(),
                Instant.ofEpochSecond(fields.getLong()),
                fields.getInt());
        return now.isBefore(link.expiresAt()) ? Optional.of(link) : Optional.empty();
    }

    private byte[] mac(byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
