package org.twinloop.trip.inspection.store;

import java.io.IOException;

/** The store itself cannot keep or give a photo. */
public final class StoreTrouble extends IOException {

    private static final long serialVersionUID = 1L;

    /** What is the matter. */
    public enum Kind {
        /** No room is left, or too little. */
        FULL,
        /** It cannot be written to, or read. */
        BROKEN,
        /** The photo is not there any more, or its bytes have changed. */
        LOST
    }

    private final Kind kind;

    StoreTrouble(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
