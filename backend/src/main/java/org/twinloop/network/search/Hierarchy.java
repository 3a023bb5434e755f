package org.twinloop.network.search;

import org.twinloop.network.search.order.Contraction;
import org.twinloop.network.search.order.EliminationTree;
import org.twinloop.network.search.order.NestedDissection;
import org.twinloop.network.search.order.Shape;

/**
 * A customizable contraction hierarchy (Dibbelt, Strasser and Wagner 2014): everything about a graph that does not
 * depend on weights. Found once for a network; {@link #customise} then takes in a whole new metric in about the time of
 * one plain search. Immutable.
 *
 * <p>Inside, nodes go by their rank in the order of contraction, and the upper end of an arc by its depth in the
 * elimination tree, which names one ancestor of the lower end. So distances on the way up fit into one short array.
 */
public final class Hierarchy {

    private static final int DEPTH_MAX = Character.MAX_VALUE;

    final Graph graph;
    final int[] order;
    final int[] rank;
    final int[] parent;
    final int[] depth;
    final int height;
    /** Arcs of rank r are first[r] … first[r + 1] − 1, those with the deepest upper end first. */
    final int[] first;

    final char[] head;
    /** Arcs by their upper end: those of rank r are below[firstBelow[r]] … below[firstBelow[r + 1] − 1]. */
    final int[] firstBelow;

    final int[] below;
    /** At the same places the lower end. */
    final int[] lower;

    private final long triangles;
    /** For each arc of the graph 2 × arc of the hierarchy, plus 1 when it leads down; −1 for loops. */
    final int[] place;

    private Hierarchy(Graph graph, int[] contraction) {
        this.graph = graph;
        Shape shape = graph.shape();
        EliminationTree tree = EliminationTree.of(shape, contraction);
        order = tree.order();
        rank = tree.rank();
        parent = tree.parent();
        depth = tree.depth();
        height = tree.height();
        if (height > DEPTH_MAX) {
            throw new IllegalArgumentException(
                    "the order makes a tree of height %d; at most %d can be searched".formatted(height, DEPTH_MAX));
        }
        Contraction arcs = new Contraction(shape, tree);
        first = arcs.first();
        head = arcs.headDepths();
        triangles = arcs.triangles();
        firstBelow = new int[graph.nodes() + 1];
        lower = new int[arcs.arcs()];
        below = arcs.below(firstBelow, lower);
        place = new int[graph.arcs()];
        for (int arc = 0; arc < place.length; arc++) {
            int tail = rank[graph.tail(arc)];
            int upper = rank[graph.head(arc)];
            place[arc] = tail == upper ? -1 : tail < upper ? 2 * arcs.arc(tail, upper) : 2 * arcs.arc(upper, tail) + 1;
        }
    }

    /** Finds an order and contracts in it: seconds for a city. */
    public static Hierarchy of(Graph graph) {
        return of(graph, NestedDissection.order(graph.shape()));
    }

    /**
     * Contracts in a known order: milliseconds for a city.
     *
     * @param contraction all nodes, first to be contracted first
     * @throws IllegalArgumentException when that is not a permutation of the nodes, or makes a tree higher than 65,535
     */
    public static Hierarchy of(Graph graph, int[] contraction) {
        return new Hierarchy(graph, contraction);
    }

    /** Takes in a metric as fast as possible. */
    public WeightedHierarchy customise(Metric metric) {
        return new Customisation(this, metric).result();
    }

    public Graph graph() {
        return graph;
    }

    /** The nodes in the order of contraction: what has to be stored to have this hierarchy again. */
    public int[] contraction() {
        return order.clone();
    }

    /** How many arcs there are after contraction, each counted once for both directions. */
    public int arcs() {
        return head.length;
    }

    /** How many triangles a customisation visits. */
    public long triangles() {
        return triangles;
    }

    /** Bytes of the arrays that take in metrics. */
    public long bytes() {
        long byNode = order.length + rank.length + parent.length + depth.length + first.length + firstBelow.length;
        return 4L * byNode + (2L + 4 + 4) * head.length + 4L * place.length;
    }
}
