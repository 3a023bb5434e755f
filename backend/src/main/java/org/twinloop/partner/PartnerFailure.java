package org.twinloop.partner;

/** A partner that could not be reached or answered something unusable; the message says what, without its body. */
public final class PartnerFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PartnerFailure(String what) {
        super(what, null, false, false);
    }
}
