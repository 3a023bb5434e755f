package org.twinloop.network.search.order;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cuts, orders and what contraction makes of them, on random shapes; a failure prints its seed. */
class ContractionOrderTest {

    private static final long SEED = Long.getLong("twinloop.seed", 42);

    private final Random random = new Random(SEED);

    @Test
    void no_smaller_set_of_nodes_parts_sources_and_sinks() {
        for (int round = 0; round < 200; round++) {
            Shape shape = random(2 + random.nextInt(9), 3);
            int ends = 1 + random.nextInt(shape.size() / 2);
            int[] sources = IntStream.range(0, ends).toArray();
            int[] sinks = IntStream.range(shape.size() - ends, shape.size()).toArray();
            VertexFlow flow = new VertexFlow(shape);

            int value = flow.between(sources, sinks, Integer.MAX_VALUE);

            assertEquals(leastCut(shape, sources, sinks), value, "seed " + SEED + " round " + round);
            for (Side[] sides : new Side[][] {flow.cutNearSources(), flow.cutNearSinks()}) {
                assertEquals(
                        value,
                        Arrays.stream(sides).filter(Side.SEPARATOR::equals).count());
                assertParted(shape, sides);
                assertTrue(Arrays.stream(sources).noneMatch(node -> sides[node] == Side.SINKS));
                assertTrue(Arrays.stream(sinks).noneMatch(node -> sides[node] == Side.SOURCES));
            }
        }
    }

    @Test
    void a_flow_over_its_limit_is_given_up() {
        Shape shape = random(60, 400);
        int[] sources = IntStream.range(0, 30).toArray();
        int[] sinks = IntStream.range(30, 60).toArray();

        assertTrue(new VertexFlow(shape).between(sources, sinks, 3) > 3);
    }

    @Test
    void a_cut_leaves_no_edge_between_its_sides() {
        for (int round = 0; round < 30; round++) {
            Shape shape = plane(20 + random.nextInt(300));

            Side[] sides = InertialFlow.cut(shape);

            assertParted(shape, sides);
            assertTrue(Arrays.asList(sides).contains(Side.SOURCES));
            assertTrue(Arrays.asList(sides).contains(Side.SINKS));
        }
    }

    @Test
    void every_node_stands_in_the_order_once_and_again_at_the_same_place() {
        for (int size : new int[] {0, 1, 2, 41, 300, 1000}) {
            Shape shape = plane(size);

            int[] order = NestedDissection.order(shape);

            assertArrayEquals(
                    IntStream.range(0, size).toArray(),
                    Arrays.stream(order).sorted().toArray());
            assertArrayEquals(order, NestedDissection.order(shape));
        }
    }

    @Test
    void cutting_makes_fewer_triangles_than_any_old_order() {
        Shape shape = plane(2000);
        int[] any = IntStream.range(0, shape.size()).toArray();

        long cut = contract(shape, NestedDissection.order(shape)).triangles();

        long chance = contract(shape, any).triangles();
        assertTrue(cut * 5 < chance, cut + " triangles, " + chance + " by chance");
    }

    @Test
    void contraction_joins_the_neighbours_that_are_left() {
        for (int round = 0; round < 60; round++) {
            Shape shape = random(1 + random.nextInt(40), 60);
            EliminationTree tree = EliminationTree.of(shape, permutation(shape.size()));
            Contraction arcs = new Contraction(shape, tree);

            BitSet[] expected = contractPlainly(shape, tree.order());

            for (int node = 0; node < shape.size(); node++) {
                int[] upper = upperEnds(arcs, tree, node);
                assertArrayEquals(expected[node].stream().toArray(), upper, "seed " + SEED + " round " + round);
                assertEquals(upper.length == 0 ? shape.size() : upper[0], tree.parent()[node]);
                assertEquals(tree.depth()[tree.parent()[node]] + 1, tree.depth()[node]);
            }
        }
    }

    @Test
    void the_tree_is_in_postorder() {
        Shape shape = plane(500);
        EliminationTree tree = EliminationTree.of(shape, permutation(500));

        int[] size = new int[501];
        for (int node = 0; node < 500; node++) {
            size[node]++;
            size[tree.parent()[node]] += size[node];
        }
        int[] latest = new int[tree.height()];
        for (int node = 499; node >= 0; node--) {
            int parent = tree.parent()[node];
            assertTrue(parent == 500 || node > parent - size[parent] && node < parent);
            assertTrue(parent == 500 || latest[tree.depth()[parent]] == parent);
            latest[tree.depth()[node]] = node;
        }
    }

    @Test
    void the_upper_neighbours_of_a_node_are_neighbours_of_each_other() {
        Shape shape = plane(300);
        EliminationTree tree = EliminationTree.of(shape, NestedDissection.order(shape));
        Contraction arcs = new Contraction(shape, tree);

        int triangles = 0;
        for (int node = 0; node < 300; node++) {
            int[] upper = upperEnds(arcs, tree, node);
            for (int i = 0; i < upper.length; i++) {
                for (int j = i + 1; j < upper.length; j++) {
                    int arc = arcs.arc(upper[i], upper[j]);
                    assertEquals(tree.depth()[upper[j]], arcs.headDepths()[arc]);
                    triangles++;
                }
            }
        }
        assertEquals(arcs.triangles(), triangles);
        assertThrows(IllegalArgumentException.class, () -> arcs.arc(0, 0));
    }

    @Test
    void arcs_are_found_by_their_upper_end() {
        Shape shape = plane(300);
        EliminationTree tree = EliminationTree.of(shape, NestedDissection.order(shape));
        Contraction arcs = new Contraction(shape, tree);
        int[] firstBelow = new int[301];

        int[] lower = new int[arcs.arcs()];

        int[] below = arcs.below(firstBelow, lower);

        TreeSet<Integer> seen = new TreeSet<>();
        for (int upper = 0; upper < 300; upper++) {
            for (int i = firstBelow[upper]; i < firstBelow[upper + 1]; i++) {
                seen.add(below[i]);
                assertEquals(below[i], arcs.arc(lower[i], upper));
            }
        }
        assertEquals(arcs.arcs(), seen.size());
    }

    @Test
    void an_order_that_is_no_permutation_is_refused() {
        Shape shape = plane(3);

        assertThrows(IllegalArgumentException.class, () -> EliminationTree.of(shape, new int[] {0, 1}));
        assertThrows(IllegalArgumentException.class, () -> EliminationTree.of(shape, new int[] {0, 1, 1}));
        assertThrows(IllegalArgumentException.class, () -> EliminationTree.of(shape, new int[] {0, 1, 3}));
    }

    private static Contraction contract(Shape shape, int[] order) {
        return new Contraction(shape, EliminationTree.of(shape, order));
    }

    private static int[] upperEnds(Contraction arcs, EliminationTree tree, int node) {
        int[] ancestor = new int[tree.height()];
        for (int at = node; at < tree.parent().length; at = tree.parent()[at]) {
            ancestor[tree.depth()[at]] = at;
        }
        return IntStream.range(arcs.first()[node], arcs.first()[node + 1])
                .map(arc -> ancestor[arcs.headDepths()[arc]])
                .toArray();
    }

    private static BitSet[] contractPlainly(Shape shape, int[] order) {
        int[] rank = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            rank[order[i]] = i;
        }
        BitSet[] neighbours = new BitSet[order.length];
        for (int node = 0; node < order.length; node++) {
            neighbours[node] = new BitSet();
            for (int e = shape.first()[order[node]]; e < shape.first()[order[node] + 1]; e++) {
                neighbours[node].set(rank[shape.neighbour()[e]]);
            }
        }
        for (int node = 0; node < order.length; node++) {
            int contracted = node;
            BitSet left = neighbours[node];
            left.clear(0, node + 1);
            left.stream().forEach(other -> {
                neighbours[other].or(left);
                neighbours[other].clear(other);
                assertNotEquals(contracted, other);
            });
        }
        return neighbours;
    }

    private static void assertParted(Shape shape, Side[] sides) {
        for (int node = 0; node < shape.size(); node++) {
            for (int e = shape.first()[node]; e < shape.first()[node + 1]; e++) {
                Side other = sides[shape.neighbour()[e]];
                assertTrue(sides[node] == other || sides[node] == Side.SEPARATOR || other == Side.SEPARATOR);
            }
        }
    }

    /** Size of the smallest set of nodes without which no source reaches a sink, by trying all. */
    private static int leastCut(Shape shape, int[] sources, int[] sinks) {
        int least = Integer.MAX_VALUE;
        for (int removed = 0; removed < 1 << shape.size(); removed++) {
            if (Integer.bitCount(removed) < least && parts(shape, sources, sinks, removed)) {
                least = Integer.bitCount(removed);
            }
        }
        return least;
    }

    private static boolean parts(Shape shape, int[] sources, int[] sinks, int removed) {
        int reached = 0;
        for (int source : sources) {
            reached |= 1 << source & ~removed;
        }
        for (int round = 0; round < shape.size(); round++) {
            for (int node = 0; node < shape.size(); node++) {
                for (int e = shape.first()[node]; e < shape.first()[node + 1]; e++) {
                    if ((reached >> node & 1) == 1) {
                        reached |= 1 << shape.neighbour()[e] & ~removed;
                    }
                }
            }
        }
        int found = reached;
        return Arrays.stream(sinks).noneMatch(sink -> (found >> sink & 1) == 1);
    }

    private int[] permutation(int size) {
        int[] order = IntStream.range(0, size).toArray();
        for (int i = size - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }

    private Shape random(int size, int edges) {
        int[] tails = random.ints(edges, 0, size).toArray();
        int[] heads = random.ints(edges, 0, size).toArray();
        return Shape.ofArcs(size, tails, heads, floats(size), floats(size));
    }

    /** A connected shape in which only near nodes are neighbours. */
    private Shape plane(int size) {
        int side = Math.max(1, (int) Math.sqrt(size));
        float[] x = new float[size];
        float[] y = new float[size];
        int[] tails = new int[2 * size];
        int[] heads = new int[2 * size];
        int edges = 0;
        for (int node = 0; node < size; node++) {
            x[node] = node % side + random.nextFloat() / 2;
            y[node] = node / side + random.nextFloat() / 2;
            if (node % side > 0) {
                tails[edges] = node;
                heads[edges++] = node - 1;
            }
            if (node >= side) {
                tails[edges] = node;
                heads[edges++] = node - side;
            }
        }
        return Shape.ofArcs(size, Arrays.copyOf(tails, edges), Arrays.copyOf(heads, edges), x, y);
    }

    private float[] floats(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }
}
