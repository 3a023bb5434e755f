package org.twinloop.network.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.twinloop.common.GeoPoint;

/** The roads between junctions, searched by their free-flow times. Immutable. */
public final class RoadGraph {

    public static final RoadGraph EMPTY = of(List.of(), List.of());

    /** A junction. */
    public record Node(int id, String nameZh, String nameEn, GeoPoint position) {}

    /** A road; both ways unless one-way. Length in metres, speed in km/h. */
    public record Edge(
            int id, int from, int to, String nameZh, String nameEn, int speedKmh, boolean oneway, int lengthM) {
        int freeFlowMillis() {
            return Math.toIntExact(Math.round(lengthM * 3600.0 / speedKmh));
        }
    }

    private final Node[] nodes;
    private final Edge[] edges;
    private final Map<Integer, Integer> nodeIndex;
    private final Map<Integer, Integer> edgeIndex;
    private final WeightedHierarchy freeFlow;
    private final int[] arcEdge;
    private final boolean[] arcForward;

    private RoadGraph(List<Node> nodes, List<Edge> edges) {
        this.nodes = nodes.toArray(Node[]::new);
        this.edges = edges.toArray(Edge[]::new);
        nodeIndex = index(nodes.stream().map(Node::id).toList());
        edgeIndex = index(edges.stream().map(Edge::id).toList());
        int arcs = edges.stream().mapToInt(edge -> edge.oneway() ? 1 : 2).sum();
        arcEdge = new int[arcs];
        arcForward = new boolean[arcs];
        int[] tails = new int[arcs];
        int[] heads = new int[arcs];
        int[] millis = new int[arcs];
        int arc = 0;
        for (int e = 0; e < this.edges.length; e++) {
            Edge edge = this.edges[e];
            for (boolean forward : edge.oneway() ? new boolean[] {true} : new boolean[] {true, false}) {
                tails[arc] = nodeIndex.get(forward ? edge.from() : edge.to());
                heads[arc] = nodeIndex.get(forward ? edge.to() : edge.from());
                millis[arc] = edge.freeFlowMillis();
                arcEdge[arc] = e;
                arcForward[arc++] = forward;
            }
        }
        Graph graph = Graph.of(nodes.stream().map(Node::position).toList(), tails, heads);
        freeFlow = Hierarchy.of(graph).customise(Metric.of(millis, 1)).perfect();
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
        return new PathSearch(freeFlow)
                .find(nodeIndex.get(fromId), nodeIndex.get(toId))
                .map(this::path);
    }

    private Path path(Way way) {
        List<Integer> edgeIds = new ArrayList<>(way.arcs().length);
        List<Boolean> forward = new ArrayList<>(way.arcs().length);
        double lengthM = 0;
        for (int arc : way.arcs()) {
            Edge edge = edges[arcEdge[arc]];
            edgeIds.add(edge.id());
            forward.add(arcForward[arc]);
            lengthM += edge.lengthM();
        }
        return new Path(nodes[way.from()].id(), List.copyOf(edgeIds), List.copyOf(forward), lengthM, way.weight());
    }

    private static Map<Integer, Integer> index(List<Integer> ids) {
        Map<Integer, Integer> index = new HashMap<>(ids.size() * 2);
        for (int i = 0; i < ids.size(); i++) {
            index.put(ids.get(i), i);
        }
        return index;
    }
}
