package org.twinloop.network.search.upkeep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twinloop.network.search.Dijkstra;
import org.twinloop.network.search.Graph;
import org.twinloop.network.search.Hierarchy;
import org.twinloop.network.search.PathSearch;
import org.twinloop.network.search.SampleNetwork;

class HierarchyFileTest {

    private static final long SEED = Long.getLong("twinloop.seed", 42);

    @TempDir
    Path folder;

    private final SampleNetwork network = SampleNetwork.grid(30, SEED).largestComponent();
    private final Graph graph = network.graph();

    @Test
    void a_hierarchy_is_the_same_after_it_was_stored_and_reloaded() throws IOException {
        Path file = folder.resolve("city.order");
        Hierarchy found = Hierarchy.of(graph);
        HierarchyFile.store(found, file);
        HierarchyFile.store(found, file);

        Hierarchy loaded = HierarchyFile.load(network.graph(), file);

        assertArrayEquals(found.contraction(), loaded.contraction());
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count(), "nothing is left beside the file");
        }
        PathSearch search = new PathSearch(loaded.customise(network.metric()));
        Dijkstra plain = new Dijkstra(graph, network.weights());
        Random random = new Random(SEED);
        for (int pair = 0; pair < 500; pair++) {
            int from = random.nextInt(graph.nodes());
            int to = random.nextInt(graph.nodes());
            assertEquals(plain.weight(from, to), search.weight(from, to), "seed " + SEED);
        }
    }

    @Test
    void a_damaged_file_is_refused_wherever_the_damage_is() throws IOException {
        Path file = folder.resolve("city.order");
        HierarchyFile.store(Hierarchy.of(graph), file);
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at += at < 50 ? 1 : 97) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(file, damaged);
            assertThrows(IOException.class, () -> HierarchyFile.load(graph, file), "byte " + at);
        }
        for (int length : new int[] {0, 7, 47, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThrows(IOException.class, () -> HierarchyFile.load(graph, file), length + " bytes");
        }
    }

    @Test
    void the_file_of_another_network_is_refused() throws IOException {
        Path file = folder.resolve("city.order");
        HierarchyFile.store(Hierarchy.of(graph), file);
        int[] heads = network.heads().clone();
        heads[0] = (heads[0] + 1) % graph.nodes();
        Graph other = Graph.of(network.positions(), network.tails(), heads);

        IOException refused = assertThrows(IOException.class, () -> HierarchyFile.load(other, file));

        assertTrue(refused.getMessage().endsWith("belongs to another road network"), refused.getMessage());
    }

    @Test
    void a_file_of_another_layout_is_refused() throws IOException {
        Path file = folder.resolve("city.order");
        HierarchyFile.store(Hierarchy.of(graph), file);
        byte[] newer = Files.readAllBytes(file);
        newer[7] = 9;
        Files.write(file, newer);

        IOException refused = assertThrows(IOException.class, () -> HierarchyFile.load(graph, file));

        assertTrue(refused.getMessage().endsWith("has layout 9; this program reads 1"), refused.getMessage());
    }

    @Test
    void a_file_that_is_not_there_is_said_to_be_missing() {
        assertThrows(NoSuchFileException.class, () -> HierarchyFile.load(graph, folder.resolve("none")));
    }
}
