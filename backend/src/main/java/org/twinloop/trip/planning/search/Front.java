package org.twinloop.trip.planning.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Ways of which none is worse than another in every respect. */
final class Front {
    /** In no order; the numbers by which they are compared stand beside them, for these are looked through most. */
    private Choice[] kept = new Choice[16];

    private long[] durationsS = new long[16];
    private long[] whs = new long[16];
    private long[] faresFen = new long[16];
    private int size;

    /**
     * Whether something is kept that is better than whatever takes at least so long, so much energy and money. What
     * excels one way mostly excels the next, so it is tried sooner then.
     */
    boolean excels(long durationS, long wh, long fareFen) {
        for (int i = 0; i < size; i++) {
            if (durationsS[i] <= durationS && whs[i] <= wh && isBetter(i, durationS, wh, fareFen)) {
                swap(i, i / 2);
                return true;
            }
        }
        return false;
    }

    private boolean isBetter(int i, long durationS, long wh, long fareFen) {
        return faresFen[i] <= fareFen && (durationsS[i] < durationS || whs[i] < wh || faresFen[i] < fareFen);
    }

    void add(Choice choice) {
        for (int i = 0; i < size; i++) {
            if (kept[i].dominates(choice) || kept[i].same(choice) && !choice.isPreferredTo(kept[i])) {
                return;
            }
        }
        int left = 0;
        for (int i = 0; i < size; i++) {
            if (!choice.dominates(kept[i]) && !choice.same(kept[i])) {
                swap(i, left++);
            }
        }
        size = left;
        if (size == kept.length) {
            grow(2 * size);
        }
        kept[size] = choice;
        durationsS[size] = choice.durationS();
        whs[size] = choice.wh();
        faresFen[size++] = choice.fareFen();
    }

    boolean isEmpty() {
        return size == 0;
    }

    private void grow(int length) {
        kept = Arrays.copyOf(kept, length);
        durationsS = Arrays.copyOf(durationsS, length);
        whs = Arrays.copyOf(whs, length);
        faresFen = Arrays.copyOf(faresFen, length);
    }

    private void swap(int i, int j) {
        Choice choice = kept[i];
        kept[i] = kept[j];
        kept[j] = choice;
        swap(durationsS, i, j);
        swap(whs, i, j);
        swap(faresFen, i, j);
    }

    private static void swap(long[] numbers, int i, int j) {
        long number = numbers[i];
        numbers[i] = numbers[j];
        numbers[j] = number;
    }

    /** The quickest first. */
    List<Choice> choices() {
        return Arrays.stream(kept, 0, size)
                .sorted(Comparator.comparingLong(Choice::durationS)
                        .thenComparingLong(Choice::fareFen)
                        .thenComparingInt(Choice::wh))
                .toList();
    }
}
