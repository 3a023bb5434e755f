package org.twinloop.trip.planning.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.trip.planning.search.base.PointIndex;

class PointIndexTest {
    @Test
    void it_finds_what_looking_at_every_point_finds() {
        long seed = Long.getLong("twinloop.seed", System.nanoTime());
        System.out.println("PointIndexTest: -Dtwinloop.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int side = 1 + random.nextInt(30_000);
            List<GeoPoint> points = IntStream.range(0, random.nextInt(400))
                    .mapToObj(i -> SmallCity.at(random.nextInt(side), random.nextInt(side)))
                    .toList();
            GeoPoint from = SmallCity.at(random.nextInt(2 * side) - side / 2, random.nextInt(2 * side) - side / 2);
            double within = random.nextInt(8_000);
            int[] expected = IntStream.range(0, points.size())
                    .boxed()
                    .filter(i -> points.get(i).distanceM(from) <= within)
                    .sorted(Comparator.comparingDouble(
                                    (Integer i) -> points.get(i).distanceM(from))
                            .thenComparing(i -> i))
                    .mapToInt(i -> i)
                    .toArray();
            PointIndex index = new PointIndex(points);
            assertArrayEquals(expected, index.within(from, within), "round " + round);
            assertEquals(expected.length == 0 ? -1 : expected[0], index.nearest(from, within), "round " + round);
        }
    }

    @Test
    void no_points_are_no_trouble() {
        assertEquals(0, new PointIndex(List.of()).within(SmallCity.at(0, 0), 1_000).length);
    }
}
