package org.twinloop.chauffeur.driver;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;
import org.twinloop.chauffeur.Dispatch;

/**
 * What a signed link says.
 *
 * @param driver fingerprint of driver and car: no name or telephone travels in a link
 * @param expiresAt whole seconds, city time
 * @param version the order's link version it was issued under; an older one is revoked
 */
record DriverLink(UUID orderId, long driver, Instant expiresAt, int version) {

    /** The first eight bytes of a SHA-256 over name, telephone and plate. */
    static long fingerprint(String name, String phone, String plate) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest((name + "\0" + phone + "\0" + plate).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it is good for the order as it stands: a driver is on it, this one and with this car, no newer link. */
    boolean fits(Dispatch order) {
        return order.state().isDriven() && isOf(order);
    }

    /** The same for an order that may be over. */
    boolean isOf(Dispatch order) {
        return order.id().equals(orderId)
                && order.linkVersion() == version
                && fingerprint(order.driverName(), order.driverPhone(), order.plate()) == driver;
    }
}
