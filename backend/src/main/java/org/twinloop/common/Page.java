package org.twinloop.common;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * One page of a listing.
 *
 * @param items at most the asked limit
 * @param next cursor of the next page, null on the last
 */
public record Page<T>(List<T> items, String next) {

    public static final int LIMIT_DEFAULT = 50;
    public static final int LIMIT_MAX = 200;

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /** Builds a page from {@code limit + 1} rows read: the extra one only tells that there is more. */
    public static <T> Page<T> of(List<T> read, int limit, Function<T, String> cursor) {
        if (read.size() <= limit) {
            return new Page<>(List.copyOf(read), null);
        }
        List<T> items = List.copyOf(read.subList(0, limit));
        return new Page<>(items, cursor.apply(items.get(limit - 1)));
    }

    /**
     * Reads the cursor of a request, or answers where a listing begins when there is none. Refuses whatever no page has
     * said.
     */
    public static <C> C cursor(String text, C begin, Function<String, C> read) {
        try {
            return text == null ? begin : read.apply(text);
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException notOurs) {
            throw ProblemException.field(
                    CommonProblem.INVALID, "/cursor", "value " + text + "; pass `next` of the page before, unchanged");
        }
    }

    /** An instant within a cursor; {@link Instant} knows years that the database does not. */
    public static Instant cursorInstant(String text) {
        Instant at = Instant.parse(text);
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
            throw new DateTimeException("beyond what the database holds: " + text);
        }
        return at;
    }
}
