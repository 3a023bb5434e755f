package org.twinloop.isolation;

import org.twinloop.exchange.Answer;

/**
 * One question of the matrix: may this person, with this operation, reach that thing?
 *
 * @param thing null where the operation is about no single thing, and for a listing
 */
record Cell(String operation, Actor actor, Target target, Thing thing, Answer answer, Verdict verdict) {

    /** Whose thing is asked for. */
    enum Target {
        OWN,
        OTHER
    }

    enum Verdict {
        /** Role or ownership keep it away, and it was kept away. */
        KEPT_AWAY,
        /** It is theirs, and it was shown or done. */
        GIVEN,
        /** A role was let in that is not listed, or a thing of others was shown or changed. */
        LEAK,
        /** It is theirs, and they did not get it. */
        LOST
    }

    String line() {
        return String.join(
                "\t",
                operation,
                actor.name(),
                target.toString(),
                thing == null ? "" : thing.kind() + " " + thing.names().values(),
                answer == null ? "" : answer.status() + " " + answer.slug(),
                verdict.toString());
    }
}
