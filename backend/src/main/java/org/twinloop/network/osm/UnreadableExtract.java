package org.twinloop.network.osm;

import java.io.IOException;

/** A file that is no OpenStreetMap extract, or a broken one; the message says what is wrong and what to do. */
public final class UnreadableExtract extends IOException {

    private static final long serialVersionUID = 1;

    public UnreadableExtract(String message) {
        super(message);
    }

    public UnreadableExtract(String message, Throwable cause) {
        super(message, cause);
    }
}
