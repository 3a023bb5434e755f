package org.twinloop.sim.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What one terminal knows of offline keys, and its judgement of one that is shown to it. */
public final class OfflineLock {
    private static final int TEXT_LENGTH = 168;
    private static final int SIGNED_BYTES = 62;
    private static final byte[] MAGIC = "TLK1".getBytes(StandardCharsets.US_ASCII);
    private static final int VIN_LENGTH = 17;
    private static final int REVOKED_MAX = 256;
    private static final String ED25519 = "Ed25519";
    /** What stands before the 32 bytes of an Ed25519 key in X.509 (RFC 8410). */
    private static final byte[] X509_HEAD = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    private final byte[] vin;
    private final Map<Integer, PublicKey> trusted = new HashMap<>();
    private final Map<String, Boolean> revoked = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REVOKED_MAX;
        }
    };
    private long newest;

    /**
     * What became of a key.
     *
     * @param trip of a key that opens, else null
     * @param counter of a key that opens, else 0
     * @param reason why it does not open, else null
     */
    public record Outcome(UUID trip, long counter, String reason) {
        static Outcome refused(String reason) {
            return new Outcome(null, 0, reason);
        }

        public boolean opens() {
            return reason == null;
        }
    }

    /** @param vin of the car it sits in, 17 characters */
    public OfflineLock(String vin) {
        this.vin = vin.getBytes(StandardCharsets.US_ASCII);
        if (this.vin.length != VIN_LENGTH) {
            throw new IllegalArgumentException("VIN " + vin + "; it has 17 characters");
        }
    }

    /**
     * The terminal is provisioned with a public key.
     *
     * @param raw 32 bytes of RFC 8032 as Base64 for URLs
     */
    public void trust(int keyId, String raw) {
        byte[] bytes = Base64.getUrlDecoder().decode(raw);
        byte[] encoded = Arrays.copyOf(X509_HEAD, X509_HEAD.length + bytes.length);
        System.arraycopy(bytes, 0, encoded, X509_HEAD.length, bytes.length);
        try {
            trusted.put(keyId, KeyFactory.getInstance(ED25519).generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("public key " + keyId + " cannot be read", e);
        }
    }

    /** The service has said that a key is over. */
    public void revoke(String trip, long counter) {
        revoked.put(trip + "/" + counter, true);
    }

    /** A key is shown at this city time. One that opens makes all keys with smaller counters useless. */
    public Outcome show(String text, long nowMs) {
        byte[] bytes = decode(text);
        if (bytes == null || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return Outcome.refused("not a key");
        }
        ByteBuffer key = ByteBuffer.wrap(bytes, MAGIC.length, SIGNED_BYTES - MAGIC.length);
        int keyId = key.get() & 0xff;
        byte[] car = new byte[VIN_LENGTH];
        key.get(car);
        long fromMs = key.getLong();
        long toMs = key.getLong();
        UUID trip = new UUID(key.getLong(), key.getLong());
        long counter = key.getLong();
        String reason = null;
        if (!Arrays.equals(car, vin)) {
            reason = "other car";
        } else if (nowMs < fromMs) {
            reason = "too early";
        } else if (nowMs >= toMs) {
            reason = "expired";
        } else if (counter < newest) {
            reason = "used up by a newer key";
        } else if (revoked.containsKey(trip + "/" + counter)) {
            reason = "revoked";
        } else if (!isSigned(bytes, trusted.get(keyId))) {
            reason = "signature";
        }
        if (reason != null) {
            return Outcome.refused(reason);
        }
        newest = counter;
        return new Outcome(trip, counter, null);
    }

    private static byte[] decode(String text) {
        if (text.length() != TEXT_LENGTH || text.indexOf('=') >= 0) {
            return null;
        }
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isSigned(byte[] bytes, PublicKey by) {
        if (by == null) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(ED25519);
            signature.initVerify(by);
            signature.update(bytes, 0, SIGNED_BYTES);
            return signature.verify(bytes, SIGNED_BYTES, bytes.length - SIGNED_BYTES);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
