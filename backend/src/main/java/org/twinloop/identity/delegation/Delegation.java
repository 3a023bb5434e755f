package org.twinloop.identity.delegation;

import java.time.Instant;
import java.util.UUID;

/**
 * A right handed on for a period.
 *
 * @param fromId whose right it is
 * @param toId who has it in the period
 * @param from first instant it holds
 * @param until first instant it no longer holds
 */
public record Delegation(
        UUID id,
        UUID unitId,
        Kind kind,
        UUID fromId,
        UUID toId,
        Instant from,
        Instant until,
        String reason,
        UUID setBy,
        Instant setAt) {

    /** Which right. */
    public enum Kind {
        /** To decide about trips; whoever hands it on does not decide meanwhile. */
        APPROVE,
        /** To book in somebody's name; both may. */
        BOOK
    }

    public boolean holdsAt(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }

    /** Whether everything but period and reason is the same, so that one replaces the other. */
    boolean isSameRight(Delegation other) {
        return unitId.equals(other.unitId)
                && kind == other.kind
                && fromId.equals(other.fromId)
                && toId.equals(other.toId);
    }
}
