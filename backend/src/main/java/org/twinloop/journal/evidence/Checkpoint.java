package org.twinloop.journal.evidence;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;

/**
 * A signed statement that the chain had this hash at this place.
 *
 * @param seq place of the event the hash goes up to, from 1
 * @param hash SHA-256 of the chain up to and with it, hex
 * @param signedAt by the machine's clock, milliseconds
 * @param publicKey Ed25519, X.509 encoding, hex
 * @param signature Ed25519 over {@link #statement}, hex
 */
public record Checkpoint(long seq, String hash, Instant signedAt, String publicKey, String signature) {

    static final String ALGORITHM = "Ed25519";

    /** The bytes that are signed. */
    static byte[] statement(long seq, String hash, Instant signedAt) {
        return ("twinloop-checkpoint-1\n" + seq + "\n" + hash + "\n" + signedAt.toEpochMilli() + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether the signature is of this key over this statement. */
    boolean isSignedBy(PublicKey key) {
        return isSigned(key, statement(seq, hash, signedAt), signature);
    }

    static boolean isSigned(PublicKey key, byte[] statement, String signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(statement);
            return check.verify(Hex.bytes(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** The key it carries; who checks must know it from elsewhere. */
    PublicKey carriedKey() throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(Hex.bytes(publicKey)));
    }
}
