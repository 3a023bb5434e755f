package org.twinloop.settlement.statement;

/** What becomes of a line. */
enum Verdict {
    /** Billed as we price it. */
    MATCHED,
    /** Ours, but billed otherwise; the codes say how. */
    DIFFERENT,
    /** Billed, and no order of ours. */
    MISSING_TRIP,
    /** Our trip, and not billed. */
    MISSING_BILL,
    /** The order is billed by another line already. */
    DUPLICATE,
    /** Given up without cost, and billed all the same. */
    CANCELLED_BILLED,
    /** Cannot be read. */
    REJECTED
}
