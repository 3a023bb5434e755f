package org.twinloop.common.upkeep;

import io.smallrye.mutiny.Uni;

/** Rows of one feature that are kept for a while and no longer. */
public interface Perishable {

    /** Words with hyphens, for the metric and the row of the sweep, for example {@code old-plans}. */
    String name();

    /** Deletes at most so many of the oldest that are too old; answers how many. Runs inside an act of its own. */
    Uni<Integer> drop(int max);
}
