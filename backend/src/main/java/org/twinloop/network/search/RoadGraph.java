package org.twinloop.network.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.twinloop.common.GeoPoint;

/** An immutable road multigraph in adjacency arrays, with Dijkstra's search from one junction to another. */
public final class RoadGraph {

    public static final RoadGraph EMPTY = of(List.of(), List.of());

    private static final int NONE = -1;

    /** A junction. */
    public record Node(int id, String nameZh, String nameEn, GeoPoint position) {}

    /** A road; both ways unless one-way. Length in metres, speed in km/h. */
    public record Edge(
            int id, int from, int to, String nameZh, String nameEn, int speedKmh, boolean oneway, int lengthM) {
        long freeFlowMillis() {
            return Math.round(lengthM * 3600.0 / speedKmh);
        }
    }

    private final Node[] nodes;
    private final Edge[] edges;
    private final Map<Integer, Integer> nodeIndex;
    private final Map<Integer, Integer> edgeIndex;
    /** Arcs leaving node n are firstArc[n] … firstArc[n+1]−1. */
    private final int[] firstArc;

    private final int[] arcHead;
    private final int[] arcEdge;
    private final long[] arcMillis;

    private RoadGraph(List<Node> nodes, List<Edge> edges) {
        this.nodes = nodes.toArray(Node[]::new);
        this.edges = edges.toArray(Edge[]::new);
        nodeIndex = index(nodes.stream().map(Node::id).toList());
        edgeIndex = index(edges.stream().map(Edge::id).toList());
        firstArc = new int[this.nodes.length + 1];
        for (Edge edge : edges) {
            firstArc[nodeIndex.get(edge.from()) + 1]++;
            if (!edge.oneway()) {
                firstArc[nodeIndex.get(edge.to()) + 1]++;
            }
        }
        for (int n = 0; n < this.nodes.length; n++) {
            firstArc[n + 1] += firstArc[n];
        }
        int arcs = firstArc[this.nodes.length];
        arcHead = new int[arcs];
        arcEdge = new int[arcs];
        arcMillis = new long[arcs];
        int[] next = firstArc.clone();
        for (int e = 0; e < this.edges.length; e++) {
            Edge edge = this.edges[e];
            int from = nodeIndex.get(edge.from());
            int to = nodeIndex.get(edge.to());
            put(next[from]++, to, e, edge);
            if (!edge.oneway()) {
                put(next[to]++, from, e, edge);
            }
        }
    }

    /** Builds a graph; every edge must name two of the nodes. */
    public static RoadGraph of(List<Node> nodes, List<Edge> edges) {
        return new RoadGraph(nodes, edges);
    }

    public boolean isEmpty() {
        return nodes.length == 0;
    }

    public Node node(int id) {
        return nodes[nodeIndex.get(id)];
    }

    public Edge edge(int id) {
        return edges[edgeIndex.get(id)];
    }

    /** Id of the junction nearest to a point by straight line. The graph must not be empty. */
    public int nearestNode(GeoPoint point) {
        int best = 0;
        double bestM = Double.POSITIVE_INFINITY;
        for (int n = 0; n < nodes.length; n++) {
            double distanceM = nodes[n].position().distanceM(point);
            if (distanceM < bestM) {
                bestM = distanceM;
                best = n;
            }
        }
        return nodes[best].id();
    }

    /** The quickest way between two junctions by free flow, or nothing when they are not connected. */
    public Optional<Path> quickest(int fromId, int toId) {
        int from = nodeIndex.get(fromId);
        int to = nodeIndex.get(toId);
        long[] millis = new long[nodes.length];
        int[] arrivingArc = new int[nodes.length];
        int[] previous = new int[nodes.length];
        Arrays.fill(millis, Long.MAX_VALUE);
        Arrays.fill(arrivingArc, NONE);
        millis[from] = 0;
        PriorityQueue<long[]> queue = new PriorityQueue<>((a, b) -> Long.compare(a[0], b[0]));
        queue.add(new long[] {0, from});
        while (!queue.isEmpty()) {
            long[] top = queue.poll();
            int node = (int) top[1];
            if (top[0] > millis[node]) {
                continue;
            }
            if (node == to) {
                return Optional.of(path(from, to, millis[to], arrivingArc, previous));
            }
            for (int arc = firstArc[node]; arc < firstArc[node + 1]; arc++) {
                long reached = top[0] + arcMillis[arc];
                if (reached < millis[arcHead[arc]]) {
                    millis[arcHead[arc]] = reached;
                    arrivingArc[arcHead[arc]] = arc;
                    previous[arcHead[arc]] = node;
                    queue.add(new long[] {reached, arcHead[arc]});
                }
            }
        }
        return Optional.empty();
    }

    private Path path(int from, int to, long millis, int[] arrivingArc, int[] previous) {
        List<Integer> edgeIds = new ArrayList<>();
        List<Boolean> forward = new ArrayList<>();
        double lengthM = 0;
        for (int node = to; node != from; node = previous[node]) {
            Edge edge = edges[arcEdge[arrivingArc[node]]];
            edgeIds.add(edge.id());
            forward.add(edge.to() == nodes[node].id() && edge.from() == nodes[previous[node]].id());
            lengthM += edge.lengthM();
        }
        Collections.reverse(edgeIds);
        Collections.reverse(forward);
        return new Path(nodes[from].id(), List.copyOf(edgeIds), List.copyOf(forward), lengthM, millis);
    }

    private void put(int arc, int head, int edgeIndex, Edge edge) {
        arcHead[arc] = head;
        arcEdge[arc] = edgeIndex;
        arcMillis[arc] = edge.freeFlowMillis();
    }

    private static Map<Integer, Integer> index(List<Integer> ids) {
        Map<Integer, Integer> index = new HashMap<>(ids.size() * 2);
        for (int i = 0; i < ids.size(); i++) {
            index.put(ids.get(i), i);
        }
        return index;
    }
}
