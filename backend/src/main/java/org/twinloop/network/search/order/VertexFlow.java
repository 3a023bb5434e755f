package org.twinloop.network.search.order;

import java.util.Arrays;

/**
 * The largest number of paths from a set of sources to a set of sinks that share no node, and so, by Menger's theorem,
 * the smallest set of nodes that parts them. Every node has room for one path, sources and sinks too, so that the
 * result is finite and may contain them.
 *
 * <p>Each node stands for two places: {@code in} (2n) and {@code out} (2n + 1). Which paths there are is kept as each
 * node's predecessor and successor. Paths are added in rounds along shortest augmenting walks (Dinic 1970).
 */
final class VertexFlow {

    private static final int NONE = -1;
    private static final int OUTSIDE = -2;
    private static final int UNREACHED = Integer.MAX_VALUE;

    private final Shape shape;
    private final int[] before;
    private final int[] after;
    private final boolean[] isSink;
    private final int[] level;
    private final int[] queue;
    /** How far the search for walks has come at {@code out} of a node: own {@code in}, then its neighbours. */
    private final int[] tried;

    private final int[] walk;
    private int[] sources;
    private int[] sinks;
    private int value;

    VertexFlow(Shape shape) {
        this.shape = shape;
        int size = shape.size();
        before = new int[size];
        after = new int[size];
        isSink = new boolean[size];
        level = new int[2 * size];
        queue = new int[2 * size];
        walk = new int[2 * size];
        tried = new int[size];
    }

    /**
     * Finds the flow.
     *
     * @return its value, or more than {@code limit} as soon as it is known to be more
     */
    int between(int[] someSources, int[] someSinks, int limit) {
        sources = someSources;
        sinks = someSinks;
        value = 0;
        Arrays.fill(before, NONE);
        Arrays.fill(after, NONE);
        Arrays.fill(isSink, false);
        for (int sink : sinks) {
            isSink[sink] = true;
        }
        while (value <= limit && levels()) {
            Arrays.fill(tried, 0);
            for (int source : sources) {
                if (before[source] != OUTSIDE && level[2 * source] == 0) {
                    int length = walkFrom(2 * source);
                    if (length > 0) {
                        augment(length);
                    }
                }
            }
        }
        return value;
    }

    /** Whether the sinks can still be reached; afterwards every reachable place has its distance. */
    private boolean levels() {
        Arrays.fill(level, UNREACHED);
        int end = 0;
        for (int source : sources) {
            level[2 * source] = 0;
            queue[end++] = 2 * source;
        }
        boolean sinkReached = false;
        for (int begin = 0; begin < end; begin++) {
            int place = queue[begin];
            int node = place >> 1;
            int next = level[place] + 1;
            if ((place & 1) == 0) {
                int only = fromIn(node);
                if (only >= 0 && level[only] == UNREACHED) {
                    level[only] = next;
                    queue[end++] = only;
                }
            } else {
                sinkReached |= isSink[node] && after[node] != OUTSIDE;
                if (after[node] != NONE && level[place - 1] == UNREACHED) {
                    level[place - 1] = next;
                    queue[end++] = place - 1;
                }
                for (int e = shape.first()[node]; e < shape.first()[node + 1]; e++) {
                    int in = 2 * shape.neighbour()[e];
                    if (level[in] == UNREACHED) {
                        level[in] = next;
                        queue[end++] = in;
                    }
                }
            }
        }
        return sinkReached;
    }

    /** The one place that follows {@code in}: {@code out} of an unused node, else back along the path that enters. */
    private int fromIn(int node) {
        if (after[node] == NONE) {
            return 2 * node + 1;
        }
        return before[node] == OUTSIDE ? NONE : 2 * before[node] + 1;
    }

    /** Length of the walk found from a place to a sink, level by level, or 0. */
    private int walkFrom(int start) {
        int length = 0;
        walk[length++] = start;
        while (length > 0) {
            int place = walk[length - 1];
            int node = place >> 1;
            if ((place & 1) == 1 && isSink[node] && after[node] != OUTSIDE) {
                return length;
            }
            int next = nextOf(place);
            if (next >= 0) {
                walk[length++] = next;
            } else {
                level[place] = UNREACHED;
                length--;
            }
        }
        return 0;
    }

    private int nextOf(int place) {
        int node = place >> 1;
        int wanted = level[place] + 1;
        if ((place & 1) == 0) {
            int only = fromIn(node);
            return only >= 0 && level[only] == wanted ? only : NONE;
        }
        if (tried[node] == 0) {
            tried[node] = 1;
            if (after[node] != NONE && level[place - 1] == wanted) {
                return place - 1;
            }
        }
        int begin = shape.first()[node] - 1;
        int degree = shape.first()[node + 1] - shape.first()[node];
        while (tried[node] <= degree) {
            int in = 2 * shape.neighbour()[begin + tried[node]++];
            if (level[in] == wanted) {
                return in;
            }
        }
        return NONE;
    }

    private void augment(int length) {
        value++;
        before[walk[0] >> 1] = OUTSIDE;
        for (int i = 0; i < length; i++) {
            level[walk[i]] = UNREACHED;
        }
        for (int i = 1; i < length; i++) {
            int from = walk[i - 1] >> 1;
            int to = walk[i] >> 1;
            boolean leaves = (walk[i - 1] & 1) == 1;
            if (leaves && from == to) {
                before[from] = NONE;
                after[from] = NONE;
            } else if (leaves) {
                after[from] = to;
                before[to] = from;
            }
        }
        after[walk[length - 1] >> 1] = OUTSIDE;
    }

    /**
     * The smallest separator nearest to the sources, after a search that ended below its limit.
     *
     * @return for each node the side it lies on
     */
    Side[] cutNearSources() {
        Side[] sides = new Side[shape.size()];
        for (int node = 0; node < sides.length; node++) {
            boolean in = level[2 * node] != UNREACHED;
            boolean out = level[2 * node + 1] != UNREACHED;
            sides[node] = out ? Side.SOURCES : in ? Side.SEPARATOR : Side.SINKS;
        }
        return sides;
    }

    /** The smallest separator nearest to the sinks, after a search that ended below its limit. */
    Side[] cutNearSinks() {
        boolean[] reaches = new boolean[2 * shape.size()];
        int end = 0;
        for (int sink : sinks) {
            reaches[2 * sink + 1] = true;
            queue[end++] = 2 * sink + 1;
        }
        for (int begin = 0; begin < end; begin++) {
            int place = queue[begin];
            int node = place >> 1;
            if ((place & 1) == 1) {
                int only = intoOut(node);
                if (only >= 0 && !reaches[only]) {
                    reaches[only] = true;
                    queue[end++] = only;
                }
            } else {
                if (after[node] != NONE && !reaches[place + 1]) {
                    reaches[place + 1] = true;
                    queue[end++] = place + 1;
                }
                for (int e = shape.first()[node]; e < shape.first()[node + 1]; e++) {
                    int out = 2 * shape.neighbour()[e] + 1;
                    if (!reaches[out]) {
                        reaches[out] = true;
                        queue[end++] = out;
                    }
                }
            }
        }
        Side[] sides = new Side[shape.size()];
        for (int node = 0; node < sides.length; node++) {
            sides[node] = reaches[2 * node] ? Side.SINKS : reaches[2 * node + 1] ? Side.SEPARATOR : Side.SOURCES;
        }
        return sides;
    }

    /** The one place from which {@code out} is entered: {@code in} of an unused node, else back along its path. */
    private int intoOut(int node) {
        if (after[node] == NONE) {
            return 2 * node;
        }
        return after[node] == OUTSIDE ? NONE : 2 * after[node];
    }
}
