package org.twinloop.settlement;

import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.Page;

/** Place in a listing ordered by time and id; both null at its beginning. */
public record TimeCursor(Instant at, UUID id) {

    private static final TimeCursor BEGIN = new TimeCursor(null, null);

    public static TimeCursor read(String cursor) {
        return Page.cursor(cursor, BEGIN, TimeCursor::parse);
    }

    private static TimeCursor parse(String text) {
        int comma = text.indexOf(',');
        return new TimeCursor(Page.cursorInstant(text.substring(0, comma)), UUID.fromString(text.substring(comma + 1)));
    }

    public String text() {
        return at + "," + id;
    }
}
