package org.twinloop.supervision;

import java.time.Instant;
import java.util.UUID;

/**
 * What a person said about a finding; never changed.
 *
 * @param nameZh name of the person at the time
 * @param outcome null unless it decides
 */
record FindingStep(
        UUID findingId, Kind kind, UUID personId, String nameZh, Finding.Outcome outcome, String said, Instant saidAt) {

    /** Each once, in this order; an answer may be missing. */
    enum Kind {
        STATEMENT,
        REVIEW,
        APPEAL,
        APPEAL_REVIEW
    }
}
