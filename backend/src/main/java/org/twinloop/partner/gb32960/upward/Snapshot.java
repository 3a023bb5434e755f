package org.twinloop.partner.gb32960.upward;

/**
 * Which transactions are visible, as PostgreSQL writes it: {@code xmin:xmax:xip,…}.
 *
 * @param text as the database gave it
 */
record Snapshot(String text) {

    /** The first transaction that may be invisible. */
    long xmin() {
        return Long.parseLong(text.substring(0, text.indexOf(':')));
    }

    /** The first transaction that is invisible with all after it. */
    long xmax() {
        int from = text.indexOf(':') + 1;
        return Long.parseLong(text.substring(from, text.indexOf(':', from)));
    }
}
