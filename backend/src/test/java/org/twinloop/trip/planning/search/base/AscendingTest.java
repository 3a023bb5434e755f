package org.twinloop.trip.planning.search.base;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AscendingTest {
    private static final long SEED = Long.getLong("twinloop.seed", 42);

    @Test
    void numbers_come_in_the_order_of_their_keys_and_equals_as_they_stood() {
        Random random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            int count = random.nextInt(200);
            int spread = 1 + random.nextInt(round % 3 == 0 ? 1_000_000_000 : 300);
            int[] numbers = random.ints(count + 3, 0, 1_000).toArray();
            int[] keys = random.ints(count + 3, 0, spread).toArray();

            int[] expected = IntStream.range(0, count)
                    .boxed()
                    .sorted(Comparator.comparingInt(i -> keys[i]))
                    .mapToInt(i -> numbers[i])
                    .toArray();

            assertArrayEquals(expected, Ascending.of(numbers, keys, count), "seed " + SEED + " round " + round);
        }
    }
}
