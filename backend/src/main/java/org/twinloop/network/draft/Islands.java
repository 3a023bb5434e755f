package org.twinloop.network.draft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.twinloop.network.osm.tag.Mode;

/**
 * Which parts of a network can reach each other in one mode: strongly connected components (Tarjan 1972, without
 * recursion), over junctions that any open road touches. The largest one is the main part; all others are islands.
 */
public final class Islands {

    private static final int UNSEEN = 0;

    private final Topology topology;
    private final Mode mode;
    private final int[] component;
    private final int[] sizes;
    private final int main;

    private Islands(Topology topology, Mode mode, int[] component, int[] sizes) {
        this.topology = topology;
        this.mode = mode;
        this.component = component;
        this.sizes = sizes;
        int largest = -1;
        for (int i = 0; i < sizes.length; i++) {
            if (largest < 0 || sizes[i] > sizes[largest]) {
                largest = i;
            }
        }
        this.main = largest;
    }

    /**
     * A part of the network.
     *
     * @param junctions how many it has
     * @param node one of them
     */
    public record Part(int junctions, int node) {}

    public static Islands of(Topology topology, Mode mode) {
        Search search = new Search(topology, mode);
        search.run();
        return new Islands(
                topology,
                mode,
                search.component,
                search.sizes.stream().mapToInt(size -> size).toArray());
    }

    /** Whether both ends of a road that is open to the mode lie in the main part. */
    public boolean isMain(int edge) {
        return topology.isOpen(edge, mode)
                && component[topology.from(edge)] == main
                && component[topology.to(edge)] == main;
    }

    /** How many junctions the main part has. */
    public int mainSize() {
        return main < 0 ? 0 : sizes[main];
    }

    /** The largest parts beside the main one, largest first. */
    public List<Part> largest(int count) {
        int[] some = new int[sizes.length];
        for (int node = component.length - 1; node >= 0; node--) {
            if (component[node] >= 0) {
                some[component[node]] = node;
            }
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            if (i != main) {
                parts.add(new Part(sizes[i], some[i]));
            }
        }
        parts.sort((a, b) -> a.junctions() != b.junctions() ? b.junctions() - a.junctions() : a.node() - b.node());
        return List.copyOf(parts.subList(0, Math.min(count, parts.size())));
    }

    /** How many parts there are beside the main one; a junction one cannot leave or come back to is one of its own. */
    public int count() {
        return Math.max(0, sizes.length - 1);
    }

    /** How many roads open to the mode do not lie in the main part. */
    public int edgesOutside() {
        int outside = 0;
        for (int edge = 0; edge < topology.edges(); edge++) {
            outside += topology.isOpen(edge, mode) && !isMain(edge) ? 1 : 0;
        }
        return outside;
    }

    /** One run; the call stack of the textbook is {@code path} with, for each junction, the next road to try. */
    private static final class Search {

        private final Topology topology;
        private final Mode mode;
        private final int[] component;
        private final List<Integer> sizes = new ArrayList<>();
        private final int[] seen;
        private final int[] low;
        private final int[] tried;
        private final int[] path;
        private final int[] open;
        private final BitSet touched = new BitSet();
        private int depth;
        private int opened;
        private int clock = UNSEEN;

        Search(Topology topology, Mode mode) {
            this.topology = topology;
            this.mode = mode;
            int nodes = topology.nodes();
            component = new int[nodes];
            Arrays.fill(component, -1);
            seen = new int[nodes];
            low = new int[nodes];
            tried = new int[nodes];
            path = new int[nodes];
            open = new int[nodes];
            for (int edge = 0; edge < topology.edges(); edge++) {
                if (topology.isOpen(edge, mode)) {
                    touched.set(topology.from(edge));
                    touched.set(topology.to(edge));
                }
            }
        }

        void run() {
            for (int root = touched.nextSetBit(0); root >= 0; root = touched.nextSetBit(root + 1)) {
                if (seen[root] == UNSEEN) {
                    enter(root);
                    while (depth > 0) {
                        step(path[depth - 1]);
                    }
                }
            }
        }

        private void enter(int node) {
            seen[node] = low[node] = ++clock;
            path[depth++] = node;
            open[opened++] = node;
        }

        private void step(int node) {
            while (tried[node] < topology.degree(node)) {
                int edge = topology.edgeAt(node, tried[node]++);
                boolean forward = topology.from(edge) == node;
                if (!topology.isOpen(edge, mode, forward)) {
                    continue;
                }
                int next = forward ? topology.to(edge) : topology.from(edge);
                if (seen[next] == UNSEEN) {
                    enter(next);
                    return;
                }
                if (component[next] < 0) {
                    low[node] = Math.min(low[node], seen[next]);
                }
            }
            leave(node);
        }

        private void leave(int node) {
            depth--;
            if (depth > 0) {
                low[path[depth - 1]] = Math.min(low[path[depth - 1]], low[node]);
            }
            if (low[node] < seen[node]) {
                return;
            }
            int size = 0;
            int member;
            do {
                member = open[--opened];
                component[member] = sizes.size();
                size++;
            } while (member != node);
            sizes.add(size);
        }
    }
}
