package org.twinloop.trip.planning.search.base;

import java.util.Arrays;

/** Sorts numbers by keys that lie close together: as many keys as numbers or so, where comparing would take longer. */
public final class Ascending {
    /** Keys spread wider than so many times the count are compared instead. */
    private static final int SPREAD = 4;

    private static final int SPREAD_LEAST = 4_096;

    private Ascending() {}

    /** The first {@code count} numbers in ascending order of their keys, 0 or more; of equal keys as they stand. */
    public static int[] of(int[] numbers, int[] keys, int count) {
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, keys[i]);
            most = Math.max(most, keys[i]);
        }
        long spread = (long) most - least;
        return spread > Math.max(SPREAD_LEAST, (long) SPREAD * count)
                ? compared(numbers, keys, count)
                : counted(numbers, keys, count, least, (int) Math.max(0, spread));
    }

    private static int[] counted(int[] numbers, int[] keys, int count, int least, int spread) {
        int[] next = new int[spread + 2];
        for (int i = 0; i < count; i++) {
            next[keys[i] - least + 1]++;
        }
        for (int key = 0; key <= spread; key++) {
            next[key + 1] += next[key];
        }
        int[] sorted = new int[count];
        for (int i = 0; i < count; i++) {
            sorted[next[keys[i] - least]++] = numbers[i];
        }
        return sorted;
    }

    private static int[] compared(int[] numbers, int[] keys, int count) {
        long[] order = new long[count];
        for (int i = 0; i < count; i++) {
            order[i] = (long) keys[i] << Integer.SIZE | i;
        }
        Arrays.sort(order);
        int[] sorted = new int[count];
        for (int i = 0; i < count; i++) {
            sorted[i] = numbers[(int) order[i]];
        }
        return sorted;
    }
}
