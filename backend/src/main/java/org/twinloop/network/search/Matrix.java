package org.twinloop.network.search;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The weights of the best ways from many nodes to many. The sources climb one by one; then one sweep from the top
 * passes the ancestors of all targets for a whole batch of sources at once (RPHAST; Delling, Goldberg and Werneck
 * 2011). Distances lie in a stack by depth, a row for each with one lane for each source of the batch.
 */
public final class Matrix {

    private static final int LANES = 64;
    private static final int NONE = -1;

    private final Hierarchy hierarchy;
    private final WeightedArcs falling;
    private final Ascent rising;
    /** Ranks of the targets and their ancestors, descending. */
    private final int[] visited;
    /** By rank: place in {@link #visited}, or {@link #NONE}. */
    private final int[] visit;
    /** By visit: what the sources have reached on their way up; null where none has been. */
    private final int[][] climbed;

    private final int[][] stack;
    /** By visit; null where there is no target. */
    private final int[][] arrived;

    private int[][] pool = {};
    private int used;

    /** @param up false to search against the arcs, from what are targets then to sources */
    private Matrix(WeightedHierarchy weighted, int[] targets, boolean up) {
        hierarchy = weighted.hierarchy;
        falling = up ? weighted.backward : weighted.forward;
        rising = new Ascent(weighted, up);
        visit = new int[hierarchy.order.length];
        visited = closure(targets);
        climbed = new int[visited.length][];
        stack = new int[hierarchy.height][LANES];
        arrived = new int[visited.length][];
        for (int target : targets) {
            arrived[visit[hierarchy.rank[target]]] = new int[LANES];
        }
    }

    /**
     * The weights from each source (a row) to each target (a column); {@link Metric#CLOSED} where there is no way.
     */
    public static int[][] of(WeightedHierarchy weighted, int[] sources, int[] targets) {
        if (sources.length == 0 || targets.length == 0) {
            return new int[sources.length][targets.length];
        }
        return sources.length <= targets.length
                ? rows(new Matrix(weighted, targets, true), sources, targets)
                : turned(rows(new Matrix(weighted, sources, false), targets, sources));
    }

    private static int[][] turned(int[][] columns) {
        int[][] rows = new int[columns[0].length][columns.length];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns.length; column++) {
                rows[row][column] = columns[column][row];
            }
        }
        return rows;
    }

    /** One end climbs for itself, the other ends share a sweep, so the fewer climb. */
    private static int[][] rows(Matrix matrix, int[] sources, int[] targets) {
        int[][] rows = new int[sources.length][targets.length];
        int[] byRank = IntStream.range(0, sources.length)
                .boxed()
                .sorted((a, b) -> Integer.compare(matrix.hierarchy.rank[sources[a]], matrix.hierarchy.rank[sources[b]]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int begin = 0; begin < byRank.length; begin += LANES) {
            int lanes = Math.min(LANES, byRank.length - begin);
            for (int lane = 0; lane < lanes; lane++) {
                matrix.climb(sources[byRank[begin + lane]], lane);
            }
            matrix.sweep();
            for (int lane = 0; lane < lanes; lane++) {
                matrix.write(rows[byRank[begin + lane]], targets, lane);
            }
        }
        return rows;
    }

    private int[] closure(int[] targets) {
        Arrays.fill(visit, NONE);
        int count = 0;
        for (int target : targets) {
            for (int node = hierarchy.rank[target]; node < visit.length && visit[node] == NONE; ) {
                visit[node] = 0;
                count++;
                node = hierarchy.parent[node];
            }
        }
        int[] ranks = new int[count];
        int at = 0;
        for (int node = visit.length - 1; node >= 0; node--) {
            if (visit[node] == 0) {
                visit[node] = at;
                ranks[at++] = node;
            }
        }
        return ranks;
    }

    private void climb(int source, int lane) {
        rising.begin(source);
        for (int node = rising.lowest(); node < visit.length; node = rising.lowest()) {
            int distance = rising.front().distance(hierarchy.depth[node]);
            if (visit[node] != NONE && distance < Metric.CLOSED) {
                row(visit[node])[lane] = distance;
            }
            rising.pass(Metric.CLOSED);
        }
    }

    private int[] row(int at) {
        if (climbed[at] == null) {
            if (used == pool.length) {
                pool = Arrays.copyOf(pool, 2 * used + LANES);
                for (int i = used; i < pool.length; i++) {
                    pool[i] = new int[LANES];
                }
            }
            climbed[at] = pool[used++];
            Arrays.fill(climbed[at], Metric.CLOSED);
        }
        return climbed[at];
    }

    private void sweep() {
        for (int at = 0; at < visited.length; at++) {
            int node = visited[at];
            int[] row = stack[hierarchy.depth[node]];
            if (climbed[at] == null) {
                Arrays.fill(row, Metric.CLOSED);
            } else {
                System.arraycopy(climbed[at], 0, row, 0, LANES);
                climbed[at] = null;
            }
            int end = falling.first()[node + 1];
            for (int arc = falling.first()[node]; arc < end; arc++) {
                lower(row, stack[falling.head()[arc]], falling.weight()[arc]);
            }
            if (arrived[at] != null) {
                System.arraycopy(row, 0, arrived[at], 0, LANES);
            }
        }
        used = 0;
    }

    /** Minima without {@code Math.min}, which the compiler of JDK 17 does not turn into vector instructions. */
    private static void lower(int[] row, int[] above, int weight) {
        for (int lane = 0; lane < row.length; lane++) {
            int by = above[lane] + weight;
            int difference = row[lane] - by;
            row[lane] = by + (difference & difference >> 31);
        }
    }

    private void write(int[] row, int[] targets, int lane) {
        for (int i = 0; i < targets.length; i++) {
            row[i] = arrived[visit[hierarchy.rank[targets[i]]]][lane];
        }
    }
}
