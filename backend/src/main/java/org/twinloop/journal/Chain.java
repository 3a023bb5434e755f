package org.twinloop.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;

/**
 * The chain over sealed events: pure functions, so that an offline verifier can use the same ones. An event enters the
 * chain by its link, a digest of everything about it; so a stretch of the chain can be shown to somebody who may not
 * see the events of others on it.
 */
public final class Chain {

    public static final int HASH_BYTES = 32;

    private Chain() {}

    /** hash(n) = SHA-256(hash(n−1), seq, link(n)). */
    public static byte[] next(byte[] previous, long seq, byte[] link) {
        MessageDigest sha = sha256();
        sha.update(previous);
        sha.update(ByteBuffer.allocate(Long.BYTES).putLong(seq).array());
        sha.update(link);
        return sha.digest();
    }

    static byte[] next(byte[] previous, long seq, Envelope envelope) {
        return next(previous, seq, link(envelope));
    }

    /** What stays of a payload when it is erased: SHA-256(salt, canonical JSON text as UTF-8). */
    public static byte[] commitment(byte[] salt, String body) {
        MessageDigest sha = sha256();
        sha.update(salt);
        sha.update(body.getBytes(StandardCharsets.UTF_8));
        return sha.digest();
    }

    /** link(n) = SHA-256(every field of the envelope with its length, commitment). */
    public static byte[] link(Envelope envelope) {
        MessageDigest sha = sha256();
        field(sha, envelope.id());
        field(sha, envelope.type());
        field(sha, envelope.schemaVersion());
        field(sha, micros(envelope.occurredAt()));
        field(sha, micros(envelope.recordedAt()));
        field(sha, envelope.actorId());
        field(sha, envelope.onBehalfOf());
        field(sha, envelope.unitId());
        field(sha, envelope.operatorId());
        field(sha, envelope.subjectType());
        field(sha, envelope.subjectId());
        field(sha, envelope.tripId());
        field(sha, envelope.causationId());
        sha.update(envelope.commitment());
        return sha.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** PostgreSQL keeps microseconds; hashing what it gives back keeps the chain checkable. */
    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000L + instant.getNano() / 1_000;
    }

    /** Length first, so that no two lists of fields run into the same bytes; −1 marks an absent field. */
    private static void field(MessageDigest sha, Object value) {
        byte[] bytes = value == null ? null : value.toString().getBytes(StandardCharsets.UTF_8);
        sha.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(bytes == null ? -1 : bytes.length)
                .array());
        if (bytes != null) {
            sha.update(bytes);
        }
    }

    /** What the hash covers of one event, as it stands in the database. */
    public record Envelope(
            UUID id,
            String type,
            int schemaVersion,
            Instant occurredAt,
            Instant recordedAt,
            UUID actorId,
            UUID onBehalfOf,
            UUID unitId,
            UUID operatorId,
            String subjectType,
            String subjectId,
            UUID tripId,
            UUID causationId,
            byte[] commitment) {}
}
