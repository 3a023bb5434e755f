package org.twinloop.trip.approval.chain;

import org.twinloop.trip.approval.rule.PolicyResult;

/**
 * Who has to agree to a change, and whether the trip waits for it.
 *
 * @param levels levels of the chain that have to agree, 0 when nobody has to
 */
public record Asking(int levels, boolean waits) {
    public static final Asking NOBODY = new Asking(0, false);

    /** As many levels as policy says, at least one. */
    public static Asking of(PolicyResult said, boolean waits) {
        return new Asking(Math.max(1, said.levels()), waits);
    }

    /** While somebody is asked already, they decide about the trip as it is by then; what is blocked stays blocked. */
    public static Asking judged(PolicyResult said, boolean open, boolean waits) {
        said.requireAllowed();
        return open || said.outcome() != PolicyResult.Outcome.NEEDS_APPROVAL ? NOBODY : of(said, waits);
    }

    public boolean asks() {
        return levels > 0;
    }
}
