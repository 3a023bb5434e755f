package org.twinloop.partner;

import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.Page;

/** Where a page of orders ended: by start, then by id. */
record OrderCursor(Instant startedAt, UUID id) {

    private static final OrderCursor BEGIN = new OrderCursor(Instant.EPOCH, new UUID(0, 0));

    static OrderCursor read(String cursor) {
        return Page.cursor(cursor, BEGIN, OrderCursor::parse);
    }

    private static OrderCursor parse(String text) {
        int bar = text.indexOf('_');
        return new OrderCursor(Page.cursorInstant(text.substring(0, bar)), UUID.fromString(text.substring(bar + 1)));
    }

    String written() {
        return startedAt + "_" + id;
    }
}
