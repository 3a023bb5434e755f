package org.twinloop.partner.gbfs;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * What is remembered of one file of a system. Immutable: a poll makes the next one, which counts only after the commit.
 *
 * @param address null until the discovery file named it
 * @param hash SHA-256 of the last accepted body
 * @param publishedAt last_updated of the last accepted body
 * @param dueAt when to read it next, city time
 * @param failures in a row
 * @param toldAt when its health was last written, real time
 */
record FeedFile(
        String name,
        URI address,
        String etag,
        String lastModified,
        byte[] hash,
        Instant publishedAt,
        Duration ttl,
        Instant dueAt,
        int failures,
        Instant toldAt) {

    static FeedFile unread(String name, URI address) {
        return new FeedFile(name, address, null, null, null, null, null, Instant.EPOCH, 0, Instant.EPOCH);
    }

    boolean due(Instant now) {
        return address != null && !now.isBefore(dueAt);
    }

    boolean same(byte[] other) {
        return hash != null && Arrays.equals(hash, other);
    }

    FeedFile at(URI newAddress) {
        return newAddress.equals(address) ? this : unread(name, newAddress).after(publishedAt);
    }

    /** Remembers what an earlier run had accepted, so that an older copy is known as such. */
    FeedFile after(Instant published) {
        return new FeedFile(name, address, etag, lastModified, hash, published, ttl, dueAt, failures, toldAt);
    }

    FeedFile accepted(String newEtag, String modified, byte[] newHash, GbfsFile file, Instant due) {
        return new FeedFile(name, address, newEtag, modified, newHash, file.lastUpdated(), file.ttl(), due, 0, toldAt);
    }

    /** Nothing new; after failures that is news, to be told at once. */
    FeedFile unchanged(Instant due) {
        Instant told = failures > 0 ? Instant.EPOCH : toldAt;
        return new FeedFile(name, address, etag, lastModified, hash, publishedAt, ttl, due, 0, told);
    }

    FeedFile failed(Instant due) {
        return new FeedFile(name, address, etag, lastModified, hash, publishedAt, ttl, due, failures + 1, toldAt);
    }

    FeedFile told(Instant real) {
        return new FeedFile(name, address, etag, lastModified, hash, publishedAt, ttl, dueAt, failures, real);
    }
}
