package org.twinloop.network.draft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.twinloop.network.osm.Tags;
import org.twinloop.network.osm.tag.Mode;
import org.twinloop.network.osm.tag.Road;
import org.twinloop.network.osm.tag.RoadRules;

/** What a draft is made with: sorting beyond memory, the table of nodes, islands, lines. Failures print their seed. */
class DraftPartsTest {

    private final long seed = Long.getLong("twinloop.seed", 42);
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 4096, 4097, 50_000})
    void more_numbers_than_fit_are_sorted_and_none_is_lost(int count) throws IOException {
        LongSorter sorter = new LongSorter(folder, "numbers", 4096);
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextInt(4) == 0 ? random.nextInt(100) : random.nextLong();
            sorter.add(numbers[i]);
        }
        List<Long> sorted = new ArrayList<>();
        sorter.sorted(sorted::add);

        Arrays.sort(numbers);
        assertArrayEquals(numbers, sorted.stream().mapToLong(n -> n).toArray(), "seed " + seed);
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(0, left.count(), "no run is left on disk");
        }
    }

    @Test
    void every_node_is_found_by_its_id_and_no_other() throws IOException {
        try (NodeTable table = new NodeTable(folder.resolve("nodes"))) {
            long[] ids = new long[10_000];
            long id = -500;
            for (int i = 0; i < ids.length; i++) {
                id += 1 + random.nextInt(5);
                ids[i] = id;
                table.append(id, 2, 2, i % 3 == 0);
            }
            table.seal();
            for (int i = 0; i < ids.length; i++) {
                assertEquals(i, table.find(ids[i]), "seed " + seed);
                table.locate(i, i, -i);
            }
            for (int i = 1; i < ids.length; i++) {
                for (long between = ids[i - 1] + 1; between < ids[i]; between++) {
                    assertEquals(NodeTable.ABSENT, table.find(between), "seed " + seed);
                }
            }
            assertEquals(NodeTable.ABSENT, table.find(Long.MIN_VALUE));
            assertEquals(NodeTable.ABSENT, table.find(Long.MAX_VALUE));
            assertEquals(-7777, table.lat(7777));
            assertTrue(table.isJunction(9999));
        }
    }

    @Test
    void islands_are_what_a_walk_from_everywhere_finds() {
        for (int round = 0; round < 60; round++) {
            int nodes = 2 + random.nextInt(30);
            Topology topology = new Topology();
            for (int i = 0; i < nodes; i++) {
                topology.addNode();
            }
            for (int i = 0; i < nodes * 3 / 2; i++) {
                int from = random.nextInt(nodes);
                int to = (from + 1 + random.nextInt(nodes - 1)) % nodes;
                topology.addEdge(from, to, road(random.nextInt(3) == 0 ? "yes" : "no"));
            }
            topology.index();
            boolean[][] reach = reach(topology, nodes);
            Islands islands = Islands.of(topology, Mode.CAR);
            int largest = 0;
            for (int a = 0; a < nodes; a++) {
                int size = 0;
                for (int b = 0; b < nodes; b++) {
                    size += topology.degree(b) > 0 && reach[a][b] && reach[b][a] ? 1 : 0;
                }
                largest = Math.max(largest, size);
            }
            assertEquals(largest, islands.mainSize(), "seed " + seed + " round " + round);
            for (int edge = 0; edge < topology.edges(); edge++) {
                if (islands.isMain(edge)) {
                    assertTrue(reach[topology.from(edge)][topology.to(edge)], "seed " + seed + " round " + round);
                    assertTrue(reach[topology.to(edge)][topology.from(edge)], "seed " + seed + " round " + round);
                }
            }
            int parts = islands.largest(nodes).stream()
                    .mapToInt(Islands.Part::junctions)
                    .sum();
            assertEquals(touched(topology, nodes), parts + islands.mainSize(), "seed " + seed + " round " + round);
        }
    }

    @Test
    void a_line_is_cut_without_losing_length_and_meets_where_it_was_cut() {
        for (int round = 0; round < 500; round++) {
            int[] points = new int[2 * (2 + random.nextInt(6))];
            for (int i = 0; i < points.length; i++) {
                points[i] = (i % 2 == 0 ? 1_214_000_000 : 312_000_000) + random.nextInt(20_000);
            }
            double lengthM = DraftEdge.lengthM(points);
            double atM = lengthM * (0.01 + 0.98 * random.nextDouble());

            int[][] halves = Points.split(points, atM);

            int[] head = halves[0];
            int[] tail = halves[1];
            assertEquals(head[head.length - 2], tail[0]);
            assertEquals(head[head.length - 1], tail[1]);
            assertEquals(atM, DraftEdge.lengthM(head), 0.03, "seed " + seed);
            assertEquals(lengthM - atM, DraftEdge.lengthM(tail), 0.03, "seed " + seed);
        }
    }

    private static Road road(String oneway) {
        return RoadRules.read(Tags.of(java.util.Map.of("highway", "residential", "oneway", oneway)), remark -> {})
                .orElseThrow();
    }

    private static int touched(Topology topology, int nodes) {
        int touched = 0;
        for (int node = 0; node < nodes; node++) {
            touched += topology.degree(node) > 0 ? 1 : 0;
        }
        return touched;
    }

    private static boolean[][] reach(Topology topology, int nodes) {
        boolean[][] reach = new boolean[nodes][nodes];
        for (int i = 0; i < nodes; i++) {
            reach[i][i] = true;
        }
        for (int edge = 0; edge < topology.edges(); edge++) {
            reach[topology.from(edge)][topology.to(edge)] |= topology.isOpen(edge, Mode.CAR, true);
            reach[topology.to(edge)][topology.from(edge)] |= topology.isOpen(edge, Mode.CAR, false);
        }
        for (int via = 0; via < nodes; via++) {
            for (int a = 0; a < nodes; a++) {
                for (int b = 0; b < nodes; b++) {
                    reach[a][b] |= reach[a][via] && reach[via][b];
                }
            }
        }
        return reach;
    }
}
