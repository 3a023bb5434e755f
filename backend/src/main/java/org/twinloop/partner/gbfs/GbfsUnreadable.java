package org.twinloop.partner.gbfs;

/** A whole file that cannot be used; the message says why, in words for the operator. */
final class GbfsUnreadable extends Exception {

    private static final long serialVersionUID = 1L;

    GbfsUnreadable(String reason) {
        super(reason, null, false, false);
    }
}
