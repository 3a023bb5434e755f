package org.twinloop.bench.frame;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The same quantity measured several times. */
public final class Repeats {
    private final List<Double> values = new ArrayList<>();

    public static Repeats of(double... values) {
        Repeats repeats = new Repeats();
        for (double value : values) {
            repeats.add(value);
        }
        return repeats;
    }

    public void add(double value) {
        values.add(value);
    }

    public int count() {
        return values.size();
    }

    public double median() {
        if (values.isEmpty()) {
            throw new IllegalStateException("nothing was measured");
        }
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    public double least() {
        return Collections.min(values);
    }

    public double most() {
        return Collections.max(values);
    }
}
