package org.twinloop.settlement.statement;

import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.Money;

/** A partner's monthly bill as taken in, with what became of its lines. */
record Statement(
        UUID id,
        UUID operatorId,
        String operatorCode,
        String period,
        State state,
        Instant receivedAt,
        Counts counts,
        Money billed,
        Money expected,
        AsRead asRead) {

    /** LOADING is seen by nobody; READY is in force for its month; SUPERSEDED gave way to a later file. */
    enum State {
        LOADING,
        READY,
        SUPERSEDED
    }

    /**
     * How the file was read.
     *
     * @param encoding {@code UTF-8} or {@code GB18030}
     * @param rejected sum of the totals that could be read on rejected lines, no part of what is billed
     * @param rejectedWithoutTotal rejected lines whose total cannot be read either
     */
    record AsRead(String encoding, Money rejected, int rejectedWithoutTotal) {}

    /** Lines of the file, and lines by verdict. */
    record Counts(
            int lines,
            int matched,
            int different,
            int missing,
            int notOurs,
            int duplicates,
            int cancelled,
            int rejected) {}
}
