package org.twinloop.network.search;

import java.util.Arrays;

/** Parts of a graph in which every node reaches every other (Tarjan 1972, without recursion). */
final class StrongComponents {

    private static final int UNSEEN = -1;

    private final Graph graph;
    private final int[] component;
    private final int[] number;
    private final int[] low;
    private final int[] tried;
    private final int[] path;
    private final int[] open;
    private int opened;
    private int numbered;
    private int components;

    StrongComponents(Graph graph) {
        this.graph = graph;
        int nodes = graph.nodes();
        component = new int[nodes];
        number = new int[nodes];
        low = new int[nodes];
        tried = new int[nodes];
        path = new int[nodes];
        open = new int[nodes];
        Arrays.fill(component, UNSEEN);
        Arrays.fill(number, UNSEEN);
        for (int node = 0; node < nodes; node++) {
            if (number[node] == UNSEEN) {
                searchFrom(node);
            }
        }
    }

    /** For each node the number of its component. */
    int[] component() {
        return component;
    }

    private void searchFrom(int start) {
        int length = 0;
        path[length++] = enter(start);
        while (length > 0) {
            int node = path[length - 1];
            if (tried[node] < graph.outDegree(node)) {
                int next = graph.head(graph.outArc(node, tried[node]++));
                if (number[next] == UNSEEN) {
                    path[length++] = enter(next);
                } else if (component[next] == UNSEEN) {
                    low[node] = Math.min(low[node], number[next]);
                }
            } else {
                length--;
                if (low[node] == number[node]) {
                    close(node);
                } else {
                    low[path[length - 1]] = Math.min(low[path[length - 1]], low[node]);
                }
            }
        }
    }

    private int enter(int node) {
        number[node] = numbered;
        low[node] = numbered++;
        open[opened++] = node;
        return node;
    }

    private void close(int root) {
        int node;
        do {
            node = open[--opened];
            component[node] = components;
        } while (node != root);
        components++;
    }
}
