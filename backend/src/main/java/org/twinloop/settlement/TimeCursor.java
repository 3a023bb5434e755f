package org.twinloop.settlement;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;

/** Place in a listing ordered by time and id; both null at its beginning. */
public record TimeCursor(Instant at, UUID id) {

    public static TimeCursor read(String text) {
        if (text == null) {
            return new TimeCursor(null, null);
        }
        try {
            int comma = text.indexOf(',');
            if (comma < 0) {
                throw new IllegalArgumentException("no comma");
            }
            return new TimeCursor(Instant.parse(text.substring(0, comma)), UUID.fromString(text.substring(comma + 1)));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw ProblemException.field(
                    CommonProblem.INVALID, "?cursor", "send back the cursor of the page before, unchanged");
        }
    }

    public String text() {
        return at + "," + id;
    }
}
