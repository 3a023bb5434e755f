package org.twinloop.bench.gb32960;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Spoils frames: bits, bytes, counts, lengths, ends. Half of them get a new check, so that the content is reached. */
final class Mutations {

    private final SplittableRandom random;

    Mutations(SplittableRandom random) {
        this.random = random;
    }

    byte[] of(byte[] sound) {
        byte[] frame = sound.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            frame = once(frame);
        }
        if (frame.length >= 25 && random.nextBoolean()) {
            if (random.nextBoolean()) {
                int unit = frame.length - 25;
                frame[22] = (byte) (unit >>> 8);
                frame[23] = (byte) unit;
            }
            check(frame);
        }
        return frame;
    }

    private byte[] once(byte[] frame) {
        int at = random.nextInt(frame.length);
        switch (random.nextInt(8)) {
            case 0 -> frame[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> frame[at] = (byte) random.nextInt();
            case 2 -> frame[at] = (byte) (random.nextBoolean() ? 0xFF : 0xFE);
            case 3 -> frame[at] = 0;
            case 4 -> {
                return frame.length > 26 ? Arrays.copyOf(frame, 26 + random.nextInt(frame.length - 26)) : frame;
            }
            case 5 -> {
                byte[] longer = Arrays.copyOf(frame, frame.length + 1 + random.nextInt(20));
                for (int i = frame.length; i < longer.length; i++) {
                    longer[i] = (byte) random.nextInt();
                }
                return longer;
            }
            case 6 -> {
                byte[] without = new byte[frame.length - 1];
                System.arraycopy(frame, 0, without, 0, at);
                System.arraycopy(frame, at + 1, without, at, frame.length - at - 1);
                return without.length == 0 ? frame : without;
            }
            default -> {
                int from = random.nextInt(frame.length);
                int count = random.nextInt(Math.min(16, frame.length - Math.max(at, from) + 1));
                System.arraycopy(frame.clone(), from, frame, at, count);
            }
        }
        return frame;
    }

    /** Writes the check that fits. */
    static void check(byte[] frame) {
        int check = 0;
        for (int i = 2; i < frame.length - 1; i++) {
            check ^= frame[i];
        }
        frame[frame.length - 1] = (byte) check;
    }
}
