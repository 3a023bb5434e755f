package org.twinloop.supervision.publication;

import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;
import org.twinloop.common.ProblemException;

/**
 * A publication table in its life.
 *
 * <pre>
 *   DRAFT ──somebody else reviews──▶ REVIEWED ──▶ PUBLISHED (open to everybody signed in, sealed)
 *     └───────────────┴────────with a reason───────┴──▶ WITHDRAWN; then another may be made
 * </pre>
 *
 * @param content the table as JSON, never changed
 * @param sha256 over it, hex
 * @param reviewedBy null before, so {@code publishedAt}, {@code withdrawnAt} and what goes with them
 */
record Publication(
        UUID id,
        UUID unitId,
        String unitZh,
        String unitEn,
        YearMonth period,
        State state,
        String content,
        String sha256,
        UUID madeBy,
        Instant madeAt,
        UUID reviewedBy,
        Instant reviewedAt,
        String reviewSaid,
        Instant publishedAt,
        Instant withdrawnAt,
        String withdrawnBecause) {

    /** Where it is. */
    enum State {
        DRAFT,
        REVIEWED,
        PUBLISHED,
        WITHDRAWN
    }

    void mayBeReviewedBy(UUID personId) {
        if (personId.equals(madeBy)) {
            throw new ProblemException(
                    PublicationProblem.OWN_PUBLICATION, "you made table " + id + "; somebody else reviews it");
        }
        in(State.DRAFT, "reviewed");
    }

    void mayBePublished() {
        in(State.REVIEWED, "published");
    }

    void mayBeWithdrawn() {
        if (state == State.WITHDRAWN) {
            throw new ProblemException(
                    PublicationProblem.PUBLICATION_STATE, "value WITHDRAWN; a table is withdrawn once");
        }
    }

    private void in(State needed, String verb) {
        if (state != needed) {
            throw new ProblemException(
                    PublicationProblem.PUBLICATION_STATE,
                    "value " + state + "; a table is " + verb + " when it is " + needed);
        }
    }
}
