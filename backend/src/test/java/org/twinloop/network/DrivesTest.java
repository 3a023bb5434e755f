package org.twinloop.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.osm.tag.Travel;
import org.twinloop.network.road.ModeRoads;
import org.twinloop.network.road.Pace;
import org.twinloop.network.road.RandomRoads;
import org.twinloop.network.road.Road;
import org.twinloop.network.road.RoadTable;
import org.twinloop.network.search.Metric;
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

    @Test
    void who_stands_at_a_closed_road_goes_by_the_open_one_beside_it() {
        NetworkSnapshots.Snapshot town = twoRoads(EnumSet.of(Mode.CAR));
        ModeRoads roads = town.roads().in(Mode.CAR);
        ModeRoads closing = roads.under(
                (edge, forward, lengthM, kmh) -> edge == 0 ? Metric.CLOSED : (int) Math.round(lengthM * 3600 / kmh), 2);

        assertEquals(List.of(0), edges(town, roads));
        assertEquals(List.of(1), edges(town, closing));
    }

    private List<Integer> edges(NetworkSnapshots.Snapshot town, ModeRoads roads) {
        return new RouteFinder.Drives(town, roads, config)
                .drive(new GeoPoint(121.002, 31), new GeoPoint(121.008, 31))
                .orElseThrow()
                .edgeIds();
    }

    @Test
    void lines_are_estimated_only_for_modes_of_which_the_network_has_no_ways() {
        NetworkSnapshots.Snapshot town = twoRoads(EnumSet.of(Mode.CAR, Mode.FOOT));
        RouteFinder.Unmotorised ways = new RouteFinder.Unmotorised(
                config,
                new RouteFinder.Ways(town, town.roads().in(Mode.FOOT), config),
                new RouteFinder.Ways(town, town.roads().in(Mode.BIKE), config),
                town.roads().in(Mode.CAR).stamp());
        GeoPoint here = new GeoPoint(121.002, 31);
        List<GeoPoint> ends = List.of(new GeoPoint(121.008, 31), new GeoPoint(122, 32));

        assertFalse(ways.walk(here, ends.get(0)).orElseThrow().estimated());
        assertTrue(ways.walk(here, ends.get(1)).isEmpty(), "no way on foot leads there");
        assertTrue(ways.cycle(here, ends.get(1)).orElseThrow().estimated());
        int[] seconds = ways.walkSeconds(List.of(here), ends)[0];
        assertEquals(ways.walk(here, ends.get(0)).orElseThrow().duration().toSeconds(), seconds[0]);
        assertEquals(RouteFinder.Drives.NO_WAY, seconds[1]);
        assertTrue(ways.cycleSeconds(List.of(here), ends)[0][1] < RouteFinder.Drives.NO_WAY);
    }

    private static final double[][] JUNCTIONS = {{121, 31}, {121.01, 31}, {121, 31.0002}, {121.01, 31.0002}};

    /** Road 0 and, 22 m north of it, road 1, joined at both ends. */
    private static NetworkSnapshots.Snapshot twoRoads(Set<Mode> open) {
        RoadTable table = new RoadTable();
        int[][] roads = {{0, 1, 955}, {2, 3, 955}, {0, 2, 22}, {1, 3, 22}};
        for (int id = 0; id < roads.length; id++) {
            Map<Mode, Travel> travel = new EnumMap<>(Mode.class);
            Map<Mode, Boolean> main = new EnumMap<>(Mode.class);
            for (Mode mode : Mode.values()) {
                travel.put(
                        mode,
                        open.contains(mode)
                                ? Travel.of(org.twinloop.network.osm.tag.Access.PUBLIC, true, true)
                                : Travel.NONE);
                main.put(mode, open.contains(mode));
            }
            double[] from = JUNCTIONS[roads[id][0]];
            double[] to = JUNCTIONS[roads[id][1]];
            double[] line = {from[0], from[1], to[0], to[1]};
            table.add(new Road(
                    id,
                    roads[id][0],
                    roads[id][1],
                    "路",
                    "Road",
                    "residential",
                    false,
                    roads[id][2],
                    30,
                    30,
                    travel,
                    main,
                    line));
        }
        return snapshot(CityRoads.of(new RoadsRepository.Laid(table, List.of(), Map.of()), PACE, 1));
    }

    private RouteFinder.Drives drives(RandomRoads town) {
        CityRoads city = CityRoads.of(new RoadsRepository.Laid(town.table, town.bans, Map.of()), PACE, 1);
        return new RouteFinder.Drives(snapshot(city), city.in(Mode.CAR), config);
    }

    private static NetworkSnapshots.Snapshot snapshot(CityRoads city) {
        AccessLegs access = new AccessLegs(new Snapper(city.table().lines(), 1000), List.of(), List.of());
        return new NetworkSnapshots.Snapshot(1, 1, List.of(), List.of(), city, access);
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
