package org.twinloop.network.search.order;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The contraction order of a whole network: a cell is cut, its separator comes last, and what falls apart is ordered
 * in the same way; small cells by minimum degree.
 */
public final class NestedDissection {

    /** Cells up to this many nodes are not cut further. */
    private static final int LEAF = 40;

    private final Shape whole;
    private final int[] place;
    private final int[] order;
    private final Deque<Cell> open = new ArrayDeque<>();

    /** Nodes of the whole network that fill the positions begin … begin + nodes.length − 1 of the order. */
    private record Cell(int[] nodes, int begin) {}

    private NestedDissection(Shape whole) {
        this.whole = whole;
        this.place = new int[whole.size()];
        this.order = new int[whole.size()];
        Arrays.fill(place, -1);
    }

    /** The nodes in the order of contraction. */
    public static int[] order(Shape shape) {
        NestedDissection dissection = new NestedDissection(shape);
        int[] all = new int[shape.size()];
        Arrays.setAll(all, node -> node);
        dissection.openParts(all, 0);
        while (!dissection.open.isEmpty()) {
            dissection.dissect(dissection.open.pop());
        }
        return dissection.order;
    }

    private void dissect(Cell cell) {
        Side[] sides = cell.nodes.length <= LEAF ? null : InertialFlow.cut(whole.part(cell.nodes, place));
        if (sides == null) {
            int[] contracted = MinimumDegree.order(whole, cell.nodes, place);
            System.arraycopy(contracted, 0, order, cell.begin, contracted.length);
            return;
        }
        int[] rest = new int[cell.nodes.length];
        int kept = 0;
        int last = cell.begin + cell.nodes.length;
        for (int i = 0; i < sides.length; i++) {
            if (sides[i] == Side.SEPARATOR) {
                order[--last] = cell.nodes[i];
            } else {
                rest[kept++] = cell.nodes[i];
            }
        }
        openParts(Arrays.copyOf(rest, kept), cell.begin);
    }

    /** Opens each connected part of these nodes as a cell of its own. */
    private void openParts(int[] nodes, int begin) {
        Shape shape = whole.part(nodes, place);
        boolean[] seen = new boolean[nodes.length];
        int[] queue = new int[nodes.length];
        int from = begin;
        for (int start = 0; start < nodes.length; start++) {
            if (seen[start]) {
                continue;
            }
            seen[start] = true;
            queue[0] = start;
            int end = 1;
            for (int at = 0; at < end; at++) {
                for (int e = shape.first()[queue[at]]; e < shape.first()[queue[at] + 1]; e++) {
                    int next = shape.neighbour()[e];
                    if (!seen[next]) {
                        seen[next] = true;
                        queue[end++] = next;
                    }
                }
            }
            int[] part = new int[end];
            for (int i = 0; i < end; i++) {
                part[i] = nodes[queue[i]];
            }
            open.push(new Cell(part, from));
            from += end;
        }
    }
}
