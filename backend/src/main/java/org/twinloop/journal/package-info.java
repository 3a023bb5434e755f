/**
 * What happened, in order, for ever: append-only domain events written in the caller's transaction, the sealer that
 * gives committed events a dense sequence and a chained hash, and the cursors by which watchers read them. Outbox and
 * audit trail are this one table.
 *
 * <p>Always holds: an event is never changed or deleted; {@code seq} has no gap; a reader that has passed {@code seq} n
 * has seen every event up to n; personal data stands only in {@code journal.payload}, which can be erased without
 * breaking the chain.
 *
 * <p>May call {@code common}. Everybody may append; watchers read.
 */
package org.twinloop.journal;
