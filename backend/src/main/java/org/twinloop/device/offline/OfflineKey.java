package org.twinloop.device.offline;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/**
 * What an offline key says, and how it is written: 62 bytes, big-endian, followed by 64 bytes of Ed25519 (RFC 8032)
 * over them; on the way to the terminal as Base64 for URLs without padding, 168 characters.
 *
 * <pre>
 *   0  4  magic "TLK1"
 *   4  1  id of the public key
 *   5 17  VIN, ASCII
 *  22  8  valid from, epoch milliseconds of city time
 *  30  8  valid to, not any more at that moment
 *  38 16  trip
 *  54  8  counter
 *  62 64  signature over bytes 0…61
 * </pre>
 *
 * @param keyId which public key verifies it, 0…255
 * @param vin of the one car it opens
 * @param counter grows in the order in which keys of a car are used
 */
record OfflineKey(int keyId, String vin, Instant from, Instant to, UUID tripId, long counter) {

    static final int BODY_BYTES = 62;
    static final int SIGNATURE_BYTES = 64;

    private static final byte[] MAGIC = "TLK1".getBytes(StandardCharsets.US_ASCII);
    private static final int VIN_LENGTH = 17;

    OfflineKey {
        if (keyId < 0 || keyId > 255) {
            throw new IllegalArgumentException("key id " + keyId + "; allowed are 0…255");
        }
        if (vin.getBytes(StandardCharsets.US_ASCII).length != VIN_LENGTH) {
            throw new IllegalArgumentException("VIN " + vin + "; it has 17 characters of ASCII");
        }
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException("a window from " + from + " to " + to + " is empty");
        }
    }

    /** The bytes that are signed. */
    byte[] body() {
        return ByteBuffer.allocate(BODY_BYTES)
                .put(MAGIC)
                .put((byte) keyId)
                .put(vin.getBytes(StandardCharsets.US_ASCII))
                .putLong(from.toEpochMilli())
                .putLong(to.toEpochMilli())
                .putLong(tripId.getMostSignificantBits())
                .putLong(tripId.getLeastSignificantBits())
                .putLong(counter)
                .array();
    }

    /** The whole key as it travels. */
    static String text(byte[] body, byte[] signature) {
        byte[] whole = Arrays.copyOf(body, BODY_BYTES + SIGNATURE_BYTES);
        System.arraycopy(signature, 0, whole, BODY_BYTES, SIGNATURE_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }
}
