package org.twinloop.bench.gb32960;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** What data units are made of at random: numbers in range, marks, texts, times; and the frame around a unit. */
abstract class UnitMill {

    final SplittableRandom random;
    final ByteArrayOutputStream unit = new ByteArrayOutputStream();

    UnitMill(SplittableRandom random) {
        this.random = random;
    }

    void time() {
        unit.write(26);
        unit.write(1 + random.nextInt(12));
        unit.write(1 + random.nextInt(28));
        unit.write(random.nextInt(24));
        unit.write(random.nextInt(60));
        unit.write(random.nextInt(60));
    }

    /** Filled up with zeros or blanks. */
    void text(int length) {
        int letters = random.nextInt(length + 1);
        int filling = random.nextBoolean() ? 0 : ' ';
        for (int i = 0; i < length; i++) {
            unit.write(i < letters ? 'A' + random.nextInt(26) : filling);
        }
    }

    /** A type that is a row of numbers, whatever they are. */
    void numbers(int type, int... widths) {
        unit.write(type);
        for (int width : widths) {
            for (int i = 0; i < width; i++) {
                unit.write(i == 0 && width > 1 ? random.nextInt(60) : random.nextInt());
            }
        }
    }

    /** In range; one in forty is marked as abnormal or invalid. */
    void one(int min, int max) {
        unit.write(random.nextInt(40) == 0 ? 0xFE + random.nextInt(2) : min + random.nextInt(max - min + 1));
    }

    void two(int max) {
        plainTwo(random.nextInt(40) == 0 ? 0xFFFE + random.nextInt(2) : random.nextInt(max + 1));
    }

    void four(int max) {
        plainFour(random.nextInt(40) == 0 ? -2 + random.nextInt(2) : random.nextInt(max + 1));
    }

    void plainTwo(int value) {
        unit.write(value >>> 8);
        unit.write(value);
    }

    void plainFour(int value) {
        plainTwo(value >>> 16);
        plainTwo(value);
    }

    byte[] frame(char start, int command) {
        byte[] content = unit.toByteArray();
        byte[] frame = new byte[content.length + 25];
        frame[0] = (byte) start;
        frame[1] = (byte) start;
        frame[2] = (byte) command;
        frame[3] = (byte) 0xFE;
        byte[] vin = "LTWBENCH%09d".formatted(random.nextInt(1_000_000_000)).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(vin, 0, frame, 4, 17);
        frame[21] = 1;
        frame[22] = (byte) (content.length >>> 8);
        frame[23] = (byte) content.length;
        System.arraycopy(content, 0, frame, 24, content.length);
        Mutations.check(frame);
        return frame;
    }
}
