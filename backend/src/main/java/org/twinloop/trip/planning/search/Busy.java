package org.twinloop.trip.planning.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The times at which something is taken; each from its begin to just before its end, seconds since the epoch. */
public final class Busy {
    /** Never taken. */
    public static final Busy NEVER = new Busy(new long[0], new long[0]);

    private final long[] begins;
    private final long[] ends;

    private Busy(long[] begins, long[] ends) {
        this.begins = begins;
        this.ends = ends;
    }

    /** One time at which it is taken. */
    public record Span(long begin, long end) {
        public Span {
            if (begin > end) {
                throw new IllegalArgumentException("taken from " + begin + " until " + end);
            }
        }
    }

    /** The spans may touch and overlap, in any order. */
    public static Busy of(List<Span> spans) {
        List<Span> apart = new ArrayList<>();
        for (Span span :
                spans.stream().sorted(Comparator.comparingLong(Span::begin)).toList()) {
            int last = apart.size() - 1;
            if (last >= 0 && apart.get(last).end() >= span.begin()) {
                Span before = apart.get(last);
                apart.set(last, new Span(before.begin(), Math.max(before.end(), span.end())));
            } else {
                apart.add(span);
            }
        }
        return new Busy(
                apart.stream().mapToLong(Span::begin).toArray(),
                apart.stream().mapToLong(Span::end).toArray());
    }

    /** Whether it is free throughout. */
    public boolean free(long from, long to) {
        for (int i = 0; i < begins.length; i++) {
            if (begins[i] < to && from < ends[i]) {
                return false;
            }
        }
        return true;
    }

    /** The earliest begin, at or after {@code from}, of so many free seconds. */
    public long freeFrom(long from, long seconds) {
        long at = from;
        for (int i = 0; i < begins.length; i++) {
            if (begins[i] < at + seconds && at < ends[i]) {
                at = ends[i];
            }
        }
        return at;
    }

    /** The ends of the times it is taken, ascending. */
    List<Long> ends() {
        List<Long> all = new ArrayList<>(ends.length);
        for (long end : ends) {
            all.add(end);
        }
        return all;
    }
}
