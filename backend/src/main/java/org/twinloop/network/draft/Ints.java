package org.twinloop.network.draft;

import java.util.Arrays;

/** A list of whole numbers that grows, without boxes. */
final class Ints {

    private int[] items = new int[1024];
    private int size;

    void add(int item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size + (size >> 1));
        }
        items[size++] = item;
    }

    int get(int index) {
        return items[index];
    }

    int size() {
        return size;
    }
}
