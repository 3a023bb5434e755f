package org.twinloop.network.search.upkeep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.twinloop.network.search.Dijkstra;
import org.twinloop.network.search.Graph;
import org.twinloop.network.search.Hierarchy;
import org.twinloop.network.search.PathSearch;
import org.twinloop.network.search.SampleNetwork;

class StoredOrderTest {

    private static final long SEED = Long.getLong("twinloop.seed", 42);

    private final SampleNetwork network = SampleNetwork.grid(30, SEED).largestComponent();
    private final Graph graph = network.graph();

    @Test
    void a_hierarchy_is_the_same_after_it_was_stored_and_reloaded() throws StoredOrder.Unfit {
        Hierarchy found = Hierarchy.of(graph);

        Hierarchy loaded = StoredOrder.load(network.graph(), StoredOrder.of(found));

        assertArrayEquals(found.contraction(), loaded.contraction());
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
    void what_is_damaged_is_refused_wherever_the_damage_is() {
        byte[] whole = StoredOrder.of(Hierarchy.of(graph));
        for (int at = 0; at < whole.length; at += at < 50 ? 1 : 97) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            assertThrows(StoredOrder.Unfit.class, () -> StoredOrder.load(graph, damaged), "byte " + at);
        }
        for (int length : new int[] {0, 7, 47, whole.length - 1}) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(StoredOrder.Unfit.class, () -> StoredOrder.load(graph, cut), length + " bytes");
        }
    }

    @Test
    void what_belongs_to_another_network_is_refused() {
        byte[] stored = StoredOrder.of(Hierarchy.of(graph));
        int[] heads = network.heads().clone();
        heads[0] = (heads[0] + 1) % graph.nodes();
        Graph other = Graph.of(network.positions(), network.tails(), heads);

        Exception refused = assertThrows(StoredOrder.Unfit.class, () -> StoredOrder.load(other, stored));

        assertTrue(refused.getMessage().endsWith("belongs to another road network"), refused.getMessage());
    }

    @Test
    void what_has_another_layout_is_refused() {
        byte[] newer = StoredOrder.of(Hierarchy.of(graph));
        newer[7] = 9;

        Exception refused = assertThrows(StoredOrder.Unfit.class, () -> StoredOrder.load(graph, newer));

        assertTrue(refused.getMessage().endsWith("has layout 9; this program reads 1"), refused.getMessage());
    }
}
