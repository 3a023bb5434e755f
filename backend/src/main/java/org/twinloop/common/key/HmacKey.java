package org.twinloop.common.key;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that two sides share, for HMAC-SHA-256 (RFC 2104), with the id by which a message names it. Keys are changed
 * by giving the new one another id: both hold until the old file is taken away.
 */
public final class HmacKey {

    private static final String HMAC = "HmacSHA256";
    private static final int BYTES_MIN = 32;

    private final String id;
    private final SecretKeySpec secret;

    private HmacKey(String id, byte[] secret) {
        this.id = id;
        this.secret = new SecretKeySpec(secret, HMAC);
    }

    /**
     * A key of at least 32 bytes; throws {@link IllegalArgumentException} when it is shorter.
     *
     * @param id 1…60 letters, digits, dots, hyphens and underscores
     */
    public static HmacKey of(String id, byte[] secret) {
        if (!id.matches("[A-Za-z0-9._-]{1,60}")) {
            throw new IllegalArgumentException("key id '" + id + "'; 1 to 60 letters, digits and . _ - are accepted");
        }
        if (secret.length < BYTES_MIN) {
            throw new IllegalArgumentException(
                    "key " + id + " has " + secret.length + " bytes; " + BYTES_MIN + " or more are accepted");
        }
        return new HmacKey(id, secret.clone());
    }

    /**
     * Reads a file as {@link KeyFiles#read} does: Base64, with or without the lines of PEM.
     *
     * @param demo whether a key that demo mode has made is let pass
     */
    public static HmacKey read(String id, Path file, boolean demo) {
        KeyFiles.Pem pem = KeyFiles.read(file);
        if (pem.isOfDemo() && !demo) {
            throw new IllegalStateException("the key file " + file + " was made by demo mode; set one of your own");
        }
        return of(id, pem.der());
    }

    public String id() {
        return id;
    }

    byte[] mac(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "key " + id;
    }
}
