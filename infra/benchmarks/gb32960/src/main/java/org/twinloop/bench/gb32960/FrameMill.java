package org.twinloop.bench.gb32960;

import java.util.SplittableRandom;

/**
 * Makes frames of both editions at random: sessions, and reports with every information type, values mostly in range,
 * now and then marked.
 */
final class FrameMill extends UnitMill {

    private static final int CELLS = 96;
    private static final int PROBES = 32;

    FrameMill(SplittableRandom random) {
        super(random);
    }

    /**
     * What a car on the road sends every ten seconds, of one edition or the other: vehicle, motor, position, alarm, in
     * 2016 extremes; one in three with cells.
     */
    byte[] usual() {
        unit.reset();
        time();
        boolean of2016 = random.nextBoolean();
        if (of2016) {
            vehicle2016();
            motors2016();
            position(false);
            extremes2016();
            alarm(false);
        } else {
            vehicle2025();
            motors2025();
            position(true);
            alarm(true);
        }
        if (random.nextInt(3) == 0) {
            if (of2016) {
                voltages2016();
            } else {
                packs2025();
            }
            temperatures(of2016 ? 9 : 8);
        }
        return frame(of2016 ? '#' : '$', 2 + random.nextInt(2));
    }

    /** What begins and ends a session, and what keeps it: logins, logouts, calibration, heartbeat. */
    byte[] session() {
        unit.reset();
        boolean of2016 = random.nextBoolean();
        char start = of2016 ? '#' : '$';
        return switch (random.nextInt(6)) {
            case 0 -> {
                vehicleLogin(of2016);
                yield frame(start, 1);
            }
            case 1 -> {
                time();
                plainTwo(1 + random.nextInt(65_531));
                yield frame(start, 4);
            }
            case 2 -> {
                time();
                plainTwo(1 + random.nextInt(65_531));
                text(12);
                text(20);
                one(1, 5);
                yield frame(start, 5);
            }
            case 3 -> {
                time();
                plainTwo(1 + random.nextInt(65_531));
                yield frame(start, 6);
            }
            case 4 -> frame(start, 7);
            default -> frame(start, 8);
        };
    }

    private void vehicleLogin(boolean of2016) {
        time();
        plainTwo(1 + random.nextInt(65_531));
        text(20);
        int packs = random.nextInt(4);
        if (of2016) {
            int length = random.nextInt(30);
            unit.write(packs);
            unit.write(length);
            for (int i = 0; i < packs; i++) {
                text(length);
            }
        } else {
            unit.write(packs);
            int codes = 0;
            for (int i = 0; i < packs; i++) {
                int of = random.nextInt(3);
                unit.write(of);
                codes += of;
            }
            for (int i = 0; i < codes; i++) {
                text(24);
            }
        }
    }

    /** What stands behind the content of a signed unit of 2025: how it was signed, and two numbers with lengths. */
    private void signature() {
        unit.write(0xFF);
        one(1, 3);
        for (int number = 0; number < 2; number++) {
            int length = random.nextInt(65);
            plainTwo(length);
            for (int i = 0; i < length; i++) {
                unit.write(random.nextInt());
            }
        }
    }

    /** Any information types of either edition, in any order. */
    byte[] any() {
        unit.reset();
        time();
        boolean of2016 = random.nextBoolean();
        for (int i = random.nextInt(6); i >= 0; i--) {
            if (of2016) {
                any2016();
            } else {
                any2025();
            }
        }
        if (!of2016 && random.nextInt(6) == 0) {
            signature();
        }
        return frame(of2016 ? '#' : '$', 2 + random.nextInt(2));
    }

    private void any2016() {
        switch (random.nextInt(10)) {
            case 0 -> vehicle2016();
            case 1 -> motors2016();
            case 2 -> fuelCell2016();
            case 3 -> numbers(4, 1, 2, 2);
            case 4 -> position(false);
            case 5 -> extremes2016();
            case 6 -> alarm(false);
            case 7 -> voltages2016();
            case 8 -> temperatures(9);
            default -> vendor();
        }
    }

    private void any2025() {
        switch (random.nextInt(12)) {
            case 0 -> vehicle2025();
            case 1 -> motors2025();
            case 2 -> numbers(3, 2, 1, 2, 1, 2, 1, 1, 1, 1);
            case 3 -> numbers(4, 2);
            case 4 -> position(true);
            case 5 -> alarm(true);
            case 6 -> packs2025();
            case 7 -> temperatures(8);
            case 8 -> stacks2025();
            case 9 -> supercapacitor2025();
            case 10 -> numbers(0x32, 1, 2, 2, 1, 2, 2, 1, 2, 1, 1, 2, 1);
            default -> vendor();
        }
    }

    private void vehicle2016() {
        unit.write(1);
        one(1, 3);
        one(1, 4);
        one(1, 3);
        two(2_200);
        four(9_999_999);
        two(10_000);
        two(20_000);
        one(0, 100);
        one(1, 2);
        one(0, 0x3F);
        two(60_000);
        one(0, 100);
        one(0, 101);
    }

    private void vehicle2025() {
        unit.write(1);
        one(1, 3);
        one(1, 4);
        one(1, 3);
        two(5_000);
        four(9_999_999);
        two(60_000);
        two(60_000);
        one(0, 100);
        one(1, 2);
        one(0, 0x3F);
        two(60_000);
    }

    private void motors2016() {
        unit.write(2);
        int count = 1 + random.nextInt(2);
        unit.write(count);
        for (int i = 1; i <= count; i++) {
            unit.write(i);
            one(1, 4);
            one(0, 250);
            two(65_531);
            two(65_531);
            one(0, 250);
            two(60_000);
            two(20_000);
        }
    }

    private void motors2025() {
        unit.write(2);
        unit.write(1);
        unit.write(1);
        one(1, 4);
        one(0, 250);
        two(65_531);
        four(400_000);
        one(0, 250);
    }

    private void fuelCell2016() {
        unit.write(3);
        two(20_000);
        two(20_000);
        two(60_000);
        int probes = random.nextInt(20);
        plainTwo(probes);
        for (int i = 0; i < probes; i++) {
            one(0, 240);
        }
        two(2_400);
        one(1, 252);
        two(60_000);
        one(1, 252);
        two(1_000);
        one(1, 252);
        one(1, 2);
    }

    private void position(boolean withDatum) {
        unit.write(5);
        unit.write(random.nextInt(8));
        if (withDatum) {
            one(1, 3);
        }
        four(180_000_000);
        four(90_000_000);
    }

    private void extremes2016() {
        unit.write(6);
        for (int i = 0; i < 2; i++) {
            one(1, 250);
            one(1, 250);
            two(15_000);
        }
        for (int i = 0; i < 2; i++) {
            one(1, 250);
            one(1, 250);
            one(0, 250);
        }
    }

    private void alarm(boolean of2025) {
        unit.write(of2025 ? 6 : 7);
        one(0, of2025 ? 4 : 3);
        plainFour(random.nextInt(8) == 0 ? random.nextInt() : 0);
        for (int list = 0; list < 4; list++) {
            int count = random.nextInt(5) == 0 ? random.nextInt(3) : 0;
            unit.write(count);
            for (int i = 0; i < count; i++) {
                plainFour(random.nextInt());
            }
        }
        if (of2025) {
            int count = random.nextInt(3);
            unit.write(count);
            for (int i = 0; i < count; i++) {
                one(0, 31);
                one(0, 4);
            }
        }
    }

    private void voltages2016() {
        unit.write(8);
        unit.write(1);
        unit.write(1);
        two(10_000);
        two(20_000);
        plainTwo(CELLS);
        plainTwo(1);
        unit.write(CELLS);
        for (int i = 0; i < CELLS; i++) {
            two(60_000);
        }
    }

    private void packs2025() {
        unit.write(7);
        unit.write(1);
        unit.write(1);
        two(60_000);
        two(60_000);
        plainTwo(CELLS);
        for (int i = 0; i < CELLS; i++) {
            two(60_000);
        }
    }

    private void temperatures(int type) {
        unit.write(type);
        unit.write(1);
        unit.write(1);
        plainTwo(PROBES);
        for (int i = 0; i < PROBES; i++) {
            one(0, 250);
        }
    }

    private void stacks2025() {
        unit.write(0x30);
        unit.write(1);
        unit.write(1);
        for (int i = 0; i < 4; i++) {
            two(40_000);
        }
        one(0, 250);
        plainTwo(3);
        for (int i = 0; i < 3; i++) {
            one(0, 250);
        }
    }

    private void supercapacitor2025() {
        unit.write(0x31);
        unit.write(1);
        two(40_000);
        two(60_000);
        plainTwo(6);
        for (int i = 0; i < 6; i++) {
            two(60_000);
        }
        plainTwo(2);
        one(0, 250);
        one(0, 250);
    }

    private void vendor() {
        unit.write(0x80 + random.nextInt(0x7F));
        int length = random.nextInt(40);
        plainTwo(length);
        for (int i = 0; i < length; i++) {
            unit.write(random.nextInt());
        }
    }
}
