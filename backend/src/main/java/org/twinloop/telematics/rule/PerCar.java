package org.twinloop.telematics.rule;

import java.util.Arrays;
import java.util.function.Consumer;

/** Something for each car, by its number: found without an allocation, for every report asks. Any thread. */
final class PerCar<T> {

    private static final int ROOM_FIRST = 1_024;

    private volatile Object[] byNo = new Object[ROOM_FIRST];

    /** Null when there is none. */
    @SuppressWarnings("unchecked")
    T find(int no) {
        Object[] all = byNo;
        return no < all.length ? (T) all[no] : null;
    }

    /** What is there in the end, which is another's when that came first. */
    @SuppressWarnings("unchecked")
    synchronized T add(int no, T one) {
        Object[] all = byNo;
        if (no < all.length && all[no] != null) {
            return (T) all[no];
        }
        put(no, one);
        return one;
    }

    private void put(int no, T one) {
        Object[] all = byNo;
        if (no >= all.length) {
            all = Arrays.copyOf(all, Integer.highestOneBit(no) * 2);
        }
        all[no] = one;
        byNo = all; // the write that others see it by
    }

    @SuppressWarnings("unchecked")
    void each(Consumer<T> deed) {
        for (Object one : byNo) {
            if (one != null) {
                deed.accept((T) one);
            }
        }
    }
}
