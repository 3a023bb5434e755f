package org.twinloop.common;

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

    /** Builds a page from {@code limit + 1} rows read: the extra one only tells that there is more. */
    public static <T> Page<T> of(List<T> read, int limit, Function<T, String> cursor) {
        if (read.size() <= limit) {
            return new Page<>(List.copyOf(read), null);
        }
        List<T> items = List.copyOf(read.subList(0, limit));
        return new Page<>(items, cursor.apply(items.get(limit - 1)));
    }
}
