package org.twinloop.bench.gb32960;

import org.twinloop.partner.gb32960.wire.Absence;
import org.twinloop.partner.gb32960.wire.Part;
import org.twinloop.partner.gb32960.wire.Quantity;
import org.twinloop.partner.gb32960.wire.Readings;

/** Keeps the numbers a codec tells, in order, without an object for each. */
final class Heard implements Readings {

    private final double[] numbers = new double[70_000];
    private int count;
    private int parts;
    private long opaqueBytes;

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    double[] numbers() {
        return numbers;
    }

    /** Something that depends on what was heard, so that none of the work can be left out. */
    double residue() {
        double sum = parts + opaqueBytes;
        for (int i = 0; i < count; i++) {
            sum += Double.isNaN(numbers[i]) ? 1 : numbers[i];
        }
        return sum;
    }

    @Override
    public void open(Part part) {
        parts++;
    }

    @Override
    public void number(Quantity quantity, double value) {
        numbers[count++] = value;
    }

    @Override
    public void absent(Quantity quantity, Absence why) {
        numbers[count++] = Judge.ABNORMAL;
    }

    @Override
    public void close(Part part) {
        parts++;
    }

    @Override
    public void opaque(int type, byte[] bytes, int from, int length) {
        opaqueBytes += length;
    }
}
