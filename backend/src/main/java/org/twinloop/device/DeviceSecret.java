package org.twinloop.device;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What is kept of a device's secret. The secret is 128 random bits, so one salted SHA-256 is as good as a slow hash and
 * a thousand devices may reconnect at once.
 *
 * @param salt 16 random bytes
 * @param hash SHA-256 over salt and secret
 */
record DeviceSecret(byte[] salt, byte[] hash) {

    private static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new secret as the device is told it, once. */
    static String issue() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random());
    }

    static DeviceSecret of(String secret) {
        byte[] salt = random();
        return new DeviceSecret(salt, digest(salt, secret.getBytes(StandardCharsets.UTF_8)));
    }

    /** Compares in constant time. */
    boolean matches(byte[] offered) {
        return MessageDigest.isEqual(hash, digest(salt, offered));
    }

    private static byte[] random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    static byte[] digest(byte[] salt, byte[] secret) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(salt);
            return sha.digest(secret);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
