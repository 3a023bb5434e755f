package org.twinloop.partner;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;

/** Where a page of orders ended: by start, then by id. */
record OrderCursor(Instant startedAt, UUID id) {

    private static final OrderCursor BEGIN = new OrderCursor(Instant.EPOCH, new UUID(0, 0));

    static OrderCursor read(String cursor) {
        if (cursor == null) {
            return BEGIN;
        }
        int bar = cursor.indexOf('_');
        try {
            return new OrderCursor(Instant.parse(cursor.substring(0, bar)), UUID.fromString(cursor.substring(bar + 1)));
        } catch (DateTimeException | IllegalArgumentException | StringIndexOutOfBoundsException e) {
            throw ProblemException.field(
                    CommonProblem.INVALID, "?cursor", "value '" + cursor + "'; use next of the page before");
        }
    }

    String written() {
        return startedAt + "_" + id;
    }
}
