package org.twinloop.partner.gb32960.upward;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * One of the two orders in which reports leave: what happens now, and what was missed. Works off one span at a time,
 * page by page, and holds no more than a page. For one thread.
 */
final class Lane {

    private static final long FIRST_WIDTH = 64;
    private static final long WIDTH_MAX = 1L << 40;

    private final int pageRows;
    private final Deque<UpwardRow> rows = new ArrayDeque<>();
    private Span span;
    private Place read;
    private boolean allRead;
    private int unacknowledged;
    /** Transactions looked through for one page; grows while pages stay small. */
    private long width = FIRST_WIDTH;

    Lane(int pageRows) {
        this.pageRows = pageRows;
    }

    /** Forgets everything; what was not acknowledged is read again some time. */
    void clear() {
        rows.clear();
        span = null;
        unacknowledged = 0;
    }

    boolean isIdle() {
        return span == null;
    }

    int pageRows() {
        return pageRows;
    }

    Span span() {
        return span;
    }

    /** A span begins at the place it was left at. */
    void begin(Span next) {
        span = next;
        read = next.place();
        allRead = false;
    }

    /** A span begins whose first rows are there already. */
    void begin(Span next, List<UpwardRow> first) {
        begin(next);
        rows.addAll(first);
        if (first.size() < pageRows) {
            allRead = true;
        } else {
            read = first.get(first.size() - 1).place();
        }
    }

    UpwardRow peek() {
        return rows.peek();
    }

    /** Takes the next row; it counts as under way. */
    UpwardRow poll() {
        UpwardRow next = rows.poll();
        if (next != null) {
            unacknowledged++;
        }
        return next;
    }

    boolean wantsPage() {
        return span != null && rows.isEmpty() && !allRead;
    }

    /** After which place the next page begins. */
    Place read() {
        return read;
    }

    /** The transaction before which the next page ends. */
    long until() {
        return Math.min(read.stored() + width, span.upto().xmax());
    }

    /** A page was read, from {@link #read} until {@link #until}. */
    void add(List<UpwardRow> page) {
        rows.addAll(page);
        if (page.size() == pageRows) {
            read = page.get(page.size() - 1).place();
            width = Math.max(1, width / 2);
            return;
        }
        long until = until();
        allRead = until >= span.upto().xmax();
        read = Place.before(until);
        if (page.size() < pageRows / 2) {
            width = Math.min(WIDTH_MAX, width * 2);
        }
    }

    void acknowledged(Place place) {
        unacknowledged--;
        span = span.at(place);
    }

    /** Whether all of the span was sent and acknowledged. */
    boolean isFinished() {
        return span != null && allRead && rows.isEmpty() && unacknowledged == 0;
    }

    void finish() {
        span = null;
    }
}
