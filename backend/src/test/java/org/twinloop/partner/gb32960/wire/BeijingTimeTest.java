package org.twinloop.partner.gb32960.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BeijingTimeTest {

    @Test
    void six_bytes_mean_what_the_calendar_of_the_platform_says() {
        long seed = 32_960;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200_000; round++) {
            byte[] six = {
                (byte) random.nextInt(103),
                (byte) random.nextInt(15),
                (byte) random.nextInt(35),
                (byte) random.nextInt(27),
                (byte) random.nextInt(63),
                (byte) random.nextInt(63)
            };
            long met = BeijingTime.read(six, 0);
            assertEquals(expected(six), met);
            if (met != BeijingTime.IMPOSSIBLE) {
                byte[] again = new byte[6];
                BeijingTime.write(met + random.nextInt(1_000), again, 0);
                assertArrayEquals(six, again);
            }
        }
    }

    private static long expected(byte[] six) {
        if (six[0] > 99) {
            return BeijingTime.IMPOSSIBLE;
        }
        try {
            return LocalDateTime.of(2000 + six[0], six[1], six[2], six[3], six[4], six[5])
                    .toInstant(ZoneOffset.ofHours(8))
                    .toEpochMilli();
        } catch (DateTimeException none) {
            return BeijingTime.IMPOSSIBLE;
        }
    }

    @Test
    void decimal_digits_are_recognised_and_not_believed() {
        byte[] digits = {0x26, 0x11, 0x23, 0x09, 0x30, 0x15};
        assertEquals(
                LocalDateTime.of(2026, 11, 23, 9, 30, 15)
                        .toInstant(ZoneOffset.ofHours(8))
                        .toEpochMilli(),
                BeijingTime.readAsDecimalDigits(digits, 0));
        assertEquals(BeijingTime.IMPOSSIBLE, BeijingTime.readAsDecimalDigits(new byte[] {0x1a, 1, 1, 0, 0, 0}, 0));
    }

    @Test
    void a_year_the_bytes_cannot_hold_is_not_written() {
        assertThrows(IllegalArgumentException.class, () -> BeijingTime.write(-1, new byte[6], 0));
    }
}
