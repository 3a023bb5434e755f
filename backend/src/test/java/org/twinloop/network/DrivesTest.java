package org.twinloop.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.road.Pace;
import org.twinloop.network.road.RandomRoads;
import org.twinloop.network.snap.Snapper;
import org.twinloop.network.store.CityRoads;
import org.twinloop.network.store.RoadsRepository;

/** Times of many ways at once beside the ways themselves; the seed is printed with a failure. */
class DrivesTest {

    /** Without allowance: a way that takes a private short cut would count with it. */
    private static final Pace PACE = new Pace(5, 14, 20_000, 0);

    private final long seed = Long.getLong("twinloop.seed", 44);
    private final Random random = new Random(seed);
    private final NetworkConfig config = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(NetworkConfig.class)
            .build()
            .getConfigMapping(NetworkConfig.class);

    @Test
    void the_times_of_many_ways_are_those_of_each_with_what_the_ends_take() {
        int met = 0;
        int apart = 0;
        for (int round = 0; round < 20; round++) {
            RouteFinder.Drives drives = drives(new RandomRoads(random, 8 + random.nextInt(12), 20));
            List<GeoPoint> from = points();
            List<GeoPoint> to = points();
            to.set(3, from.get(3));
            from.set(1, from.get(0));
            int[][] seconds = drives.seconds(from, to);
            for (int row = 0; row < from.size(); row++) {
                for (int column = 0; column < to.size(); column++) {
                    int expected = drives.drive(from.get(row), to.get(column))
                            .map(way -> (int) way.duration().toSeconds())
                            .orElse(RouteFinder.Drives.NO_WAY);
                    assertEquals(expected, seconds[row][column], "seed " + seed + " round " + round);
                    met += expected == RouteFinder.Drives.NO_WAY ? 0 : 1;
                    apart += expected == RouteFinder.Drives.NO_WAY ? 1 : 0;
                }
            }
        }
        assertTrue(met > 100 && apart > 20, "seed " + seed + ": " + met + " connected, " + apart + " not");
    }

    private RouteFinder.Drives drives(RandomRoads town) {
        CityRoads city = CityRoads.of(new RoadsRepository.Laid(town.table, town.bans, Map.of()), PACE, 1);
        AccessLegs access = new AccessLegs(new Snapper(city.table().lines(), 1000), List.of(), List.of());
        var snapshot = new NetworkSnapshots.Snapshot(1, 1, List.of(), List.of(), city, access);
        return new RouteFinder.Drives(snapshot, city.in(Mode.CAR), config);
    }

    /** In the town, but for the last, from which no road is near. */
    private List<GeoPoint> points() {
        List<GeoPoint> points = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            points.add(new GeoPoint(121 + random.nextInt(20_000) / 1e6, 31 + random.nextInt(20_000) / 1e6));
        }
        points.add(new GeoPoint(122, 32));
        return points;
    }
}
