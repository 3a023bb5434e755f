package org.twinloop.network.road;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.search.Hierarchy;
import org.twinloop.network.search.Metric;

/** Ways between points of roads, in every mode, against {@link PlainWays}; the seed is printed with a failure. */
class RoadSearchTest {

    private static final Pace PACE = new Pace(5, 14, 20_000, 90_000);

    private final long seed = Long.getLong("twinloop.seed", 42);
    private final Random random = new Random(seed);

    private record Town(RandomRoads roads, Mode mode, ModeRoads search, PlainWays plain) {
        String named(int round, Landing from, Landing to) {
            return mode + " round " + round + " " + from + " → " + to;
        }
    }

    private Town town(int round) {
        RandomRoads roads = new RandomRoads(random, 8 + random.nextInt(12), 12 + random.nextInt(25));
        Mode mode = Mode.values()[round % Mode.values().length];
        ModeGraph graph = ModeGraph.of(roads.table, mode, PACE, roads.bans, 7);
        ModeRoads search = roundOf(round, ModeRoads.of(graph, Hierarchy.of(graph.graph())));
        return new Town(roads, mode, search, new PlainWays(roads.table, mode, PACE, roads.bans));
    }

    /** Every other town with its arcs pruned. */
    private static ModeRoads roundOf(int round, ModeRoads basic) {
        return round % 2 == 0 ? basic : basic.perfect();
    }

    @Test
    void the_quickest_way_from_point_to_point_costs_what_plain_search_says_in_every_mode() {
        int met = 0;
        for (int round = 0; round < 90; round++) {
            Town town = town(round);
            RoadSearch search = town.search.search();
            for (int pair = 0; pair < 40; pair++) {
                Landing from = town.roads.landing(town.mode, 0);
                Landing to = town.roads.landing(town.mode, 0);
                if (pair % 8 == 0) {
                    to = new Landing(from.row(), to.along(), 0);
                }
                long expected = town.plain.cost(from, to, town.plain.entered(from));
                Optional<RoadWay> way = search.best(from, to);
                String named = "seed " + seed + " " + town.named(round, from, to);
                assertEquals(expected < PlainWays.NEVER, way.isPresent(), named);
                if (way.isPresent()) {
                    met++;
                    assertEquals(expected, way.get().totalMillis() + allowances(town, way.get()), named);
                    assertFollows(town, way.get(), from, to, named);
                    assertEquals(way.get().lengthM(), search.lengthM(from, to).orElseThrow(), 0.001, named);
                } else {
                    assertTrue(search.lengthM(from, to).isEmpty(), named);
                }
            }
        }
        assertTrue(met > 2000, "seed " + seed + ": only " + met + " pairs are connected");
    }

    /** What keeps from short cuts decides about the way and is no part of its time. */
    private static long allowances(Town town, RoadWay way) {
        long sum = 0;
        for (int i = 1; i < way.rows().length; i++) {
            int before = 2 * way.rows()[i - 1] + (way.forward()[i - 1] ? 0 : 1);
            int after = 2 * way.rows()[i] + (way.forward()[i] ? 0 : 1);
            sum += town.plain.turnCost(before, after) / PACE.gateMillis() * PACE.gateMillis();
        }
        return sum;
    }

    private static void assertFollows(Town town, RoadWay way, Landing from, Landing to, String named) {
        RoadTable roads = town.roads.table;
        int last = way.rows().length - 1;
        assertEquals(from.row(), way.rows()[0], named);
        assertEquals(to.row(), way.rows()[last], named);
        for (int i = 1; i <= last; i++) {
            int met = way.forward()[i - 1] ? roads.to(way.rows()[i - 1]) : roads.from(way.rows()[i - 1]);
            assertEquals(met, way.forward()[i] ? roads.from(way.rows()[i]) : roads.to(way.rows()[i]), named);
        }
        for (int i = 0; i <= last; i++) {
            assertTrue(roads.isOpen(way.rows()[i], town.mode, way.forward()[i]), named);
        }
        var points = way.points();
        assertTrue(
                points.get(0)
                                .distanceM(Polylines.part(roads.points(from.row(), true), from.along(), 1)
                                        .get(0))
                        < 0.01,
                named);
        assertTrue(way.lengthM() >= 0, named);
    }

    /** Whether the allowances in the cost alone do not tell how long the way takes. */
    private static boolean isTold(Town town, RoadSearch search, Landing from, Landing to) {
        boolean round = from.row() == to.row()
                && from.along() != to.along()
                && town.search.graph().arc(from.row(), from.along() > to.along()) >= 0;
        return round || search.isRestricted(from) && search.isRestricted(to);
    }

    private static long toldMillis(RoadSearch search, Landing from, Landing to) {
        return search.best(from, to)
                .map(way -> from.millis() + way.totalMillis() + to.millis())
                .orElse((long) Metric.CLOSED);
    }

    @Test
    void a_table_of_times_says_what_single_ways_say() {
        for (int round = 0; round < 30; round++) {
            Town town = town(round);
            RoadSearch search = town.search.search();
            List<Landing> from = new ArrayList<>();
            List<Landing> to = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                from.add(town.roads.landing(town.mode, 60_000));
                to.add(i % 3 == 0 ? from.get(i) : town.roads.landing(town.mode, 60_000));
            }
            int[][] table = search.millis(from, to);
            for (int i = 0; i < from.size(); i++) {
                Map<Integer, Long> entered = town.plain.entered(from.get(i));
                for (int j = 0; j < to.size(); j++) {
                    long cost = town.plain.cost(from.get(i), to.get(j), entered);
                    long expected = cost >= PlainWays.NEVER ? Metric.CLOSED : cost;
                    boolean restricted = search.isRestricted(to.get(j));
                    if (isTold(town, search, from.get(i), to.get(j))) {
                        expected = toldMillis(search, from.get(i), to.get(j));
                    } else if (restricted && expected >= PACE.gateMillis() && expected < Metric.CLOSED) {
                        expected -= PACE.gateMillis();
                    }
                    assertEquals(
                            expected, table[i][j], "seed " + seed + " " + town.named(round, from.get(i), to.get(j)));
                }
            }
        }
    }

    @Test
    void the_nearest_of_several_starts_is_as_far_as_the_least_of_the_table() {
        for (int round = 0; round < 30; round++) {
            Town town = town(round);
            RoadSearch search = town.search.search();
            List<Landing> from = new ArrayList<>();
            List<Landing> to = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                from.add(town.roads.landing(town.mode, 60_000));
                to.add(i % 3 == 0 ? from.get(i) : town.roads.landing(town.mode, 60_000));
            }
            boolean open = round < 25;
            from.removeIf(landing -> open && search.isRestricted(landing));
            if (from.isEmpty()) {
                continue;
            }
            int[][] table = search.millis(from, to);
            int[] nearest = search.nearest(from, to);
            for (int j = 0; j < nearest.length; j++) {
                int least = Metric.CLOSED;
                for (int[] row : table) {
                    least = Math.min(least, row[j]);
                }
                int row = to.get(j).row();
                boolean counted = open && from.stream().noneMatch(one -> one.row() == row);
                assertEquals(
                        (double) least,
                        nearest[j],
                        counted ? 0.5 : 2.0 * PACE.gateMillis(),
                        "seed " + seed + " round " + round + " to " + to.get(j));
            }
        }
    }

    @Test
    void what_is_reached_within_a_time_is_what_plain_search_reaches() {
        for (int round = 0; round < 60; round++) {
            Town town = town(round);
            Landing from = town.roads.landing(town.mode, 30_000);
            int limit = 20_000 + random.nextInt(400_000);
            Map<Integer, Long> entered = town.plain.entered(from);

            Reached reached = town.search.search().within(List.of(from), limit);

            for (int probe = 0; probe < 200; probe++) {
                Landing to = town.roads.landing(town.mode, 0);
                long cost = town.plain.cost(from, to, entered);
                if (Math.abs(cost - limit) > 2) {
                    assertEquals(
                            cost < limit,
                            reached.covers(to.row(), to.along()),
                            "seed " + seed + " limit " + limit + " cost " + cost + " " + town.named(round, from, to));
                }
            }
        }
    }

    @Test
    void what_is_reached_from_several_points_is_what_is_reached_from_any_of_them() {
        for (int round = 0; round < 20; round++) {
            Town town = town(round);
            List<Landing> from = List.of(
                    town.roads.landing(town.mode, 30_000),
                    town.roads.landing(town.mode, 30_000),
                    town.roads.landing(town.mode, 0));
            RoadSearch search = town.search.search();
            List<Reached> single = from.stream()
                    .map(landing -> search.within(List.of(landing), 120_000))
                    .toList();

            Reached all = search.within(from, 120_000);

            for (int probe = 0; probe < 200; probe++) {
                Landing to = town.roads.landing(town.mode, 0);
                assertEquals(
                        single.stream().anyMatch(one -> one.covers(to.row(), to.along())),
                        all.covers(to.row(), to.along()),
                        "seed " + seed + " round " + round + " " + to);
            }
        }
    }

    @Test
    void the_second_way_ends_where_the_first_does_and_is_another() {
        int second = 0;
        for (int round = 0; round < 120; round++) {
            Town town = town(round);
            Landing from = town.roads.landing(town.mode, 0);
            Landing to = town.roads.landing(town.mode, 0);

            List<RoadWay> ways = town.search.search().ways(from, to);

            for (RoadWay way : ways) {
                assertFollows(town, way, from, to, "seed " + seed + " " + town.named(round, from, to));
            }
            if (ways.size() > 1) {
                second++;
                assertNotEquals(ways.get(0).edgeIds(), ways.get(1).edgeIds());
                assertTrue(ways.get(1).totalMillis() >= ways.get(0).totalMillis() - PACE.gateMillis());
            }
        }
        assertTrue(second > 5, "seed " + seed + ": only " + second + " second ways");
    }

    @Test
    void a_closed_road_is_not_taken_and_the_answer_names_the_newer_times() {
        Town town = town(0);
        Landing from = town.roads.landing(Mode.CAR, 0);
        Landing to = null;
        RoadWay before = null;
        while (before == null || before.rows().length < 3) {
            from = town.roads.landing(Mode.CAR, 0);
            to = town.roads.landing(Mode.CAR, 0);
            before = town.search.search().best(from, to).orElse(null);
        }
        ModeGraph graph = town.search.graph();
        int closed = graph.arc(before.rows()[1], before.forward()[1]);

        ModeRoads closing = town.search.under(
                (edge, forward, lengthM, kmh) -> {
                    boolean that = edge == graph.roads().id(graph.row(closed)) && forward == graph.isForward(closed);
                    return that ? Metric.CLOSED : (int) Math.max(1, Math.rint(lengthM * 3600 / kmh));
                },
                8);
        Optional<RoadWay> after = closing.search().best(from, to);

        assertEquals(7, before.version());
        assertEquals(8, closing.version());
        after.ifPresent(way -> {
            assertEquals(8, way.version());
            for (int i = 0; i < way.rows().length; i++) {
                assertFalse(graph.arc(way.rows()[i], way.forward()[i]) == closed);
            }
        });
        assertArrayEquals(
                before.rows(), town.search.search().best(from, to).orElseThrow().rows());
    }
}
