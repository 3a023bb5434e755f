package org.twinloop.bench.route;

import com.graphhopper.routing.AlgorithmOptions;
import com.graphhopper.routing.Path;
import com.graphhopper.routing.ch.CHRoutingAlgorithmFactory;
import com.graphhopper.routing.ch.PrepareContractionHierarchies;
import com.graphhopper.routing.ev.DecimalEncodedValue;
import com.graphhopper.routing.ev.Subnetwork;
import com.graphhopper.routing.lm.LMConfig;
import com.graphhopper.routing.lm.LMRoutingAlgorithmFactory;
import com.graphhopper.routing.lm.PrepareLandmarks;
import com.graphhopper.routing.util.EncodingManager;
import com.graphhopper.routing.util.TraversalMode;
import com.graphhopper.storage.BaseGraph;
import com.graphhopper.storage.CHConfig;
import com.graphhopper.storage.RAMDirectory;
import com.graphhopper.storage.RoutingCHGraph;
import com.graphhopper.storage.RoutingCHGraphImpl;
import com.graphhopper.util.PMap;
import com.graphhopper.util.Parameters;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.search.Graph;
import org.twinloop.network.search.Metric;

/**
 * GraphHopper over the same roads: node numbers are those of the network, a street both ways is one edge, weights and
 * turn costs are the same whole numbers.
 */
final class GraphHopperRoutes {

    private static final String PROFILE = "bench";
    private static final int LANDMARKS = 16;
    /** 100 km/h, the fastest of the network, in tenths of a second a metre. */
    private static final double LEAST_PER_M = 0.36;

    private static final int TURN_COST_MAX = 1 << 10;

    private final Case asked;
    private final boolean withTurns;
    private final BaseGraph graph;
    private final GraphHopperWeights weights;
    private final RoutingCHGraph hierarchy;
    private final LMRoutingAlgorithmFactory landmarks;
    private final AlgorithmOptions landmarkOptions;
    final double prepareSeconds;

    GraphHopperRoutes(Case asked, boolean withTurns) {
        this.asked = asked;
        this.withTurns = withTurns;
        RAMDirectory directory = new RAMDirectory();
        DecimalEncodedValue turnCost = com.graphhopper.routing.ev.TurnCost.create(PROFILE, TURN_COST_MAX);
        EncodingManager encoding = EncodingManager.start()
                .add(Subnetwork.create(PROFILE))
                .addTurnCostEncodedValue(turnCost)
                .build();
        graph = new BaseGraph.Builder(encoding)
                .setDir(directory)
                .withTurnCosts(true)
                .create();
        int[] edge = addEdges();
        weights = weights(edge, turnCost);
        GraphHopperWeights withoutTurns = weights.withoutTurns();
        graph.freeze();
        long begun = System.nanoTime();
        CHConfig config = withTurns ? CHConfig.edgeBased(PROFILE, weights) : CHConfig.nodeBased(PROFILE, weights);
        PrepareContractionHierarchies.Result result =
                PrepareContractionHierarchies.fromGraph(graph, config).doWork();
        hierarchy = RoutingCHGraphImpl.fromGraph(graph, result.getCHStorage(), config);
        prepareSeconds = (System.nanoTime() - begun) / 1e9;
        // Landmarks bound from below without turns, as in GraphHopper's own set-up; the search itself looks at turns.
        PrepareLandmarks prepare =
                new PrepareLandmarks(directory, graph, encoding, new LMConfig(PROFILE, withoutTurns), LANDMARKS);
        prepare.doWork();
        landmarks = new LMRoutingAlgorithmFactory(prepare.getLandmarkStorage());
        landmarkOptions = new AlgorithmOptions()
                .setAlgorithm(Parameters.Algorithms.ASTAR_BI)
                .setTraversalMode(withTurns ? TraversalMode.EDGE_BASED : TraversalMode.NODE_BASED);
    }

    /** The edge of each arc. */
    private int[] addEdges() {
        var network = asked.network();
        for (int node = 0; node < asked.roads().nodes(); node++) {
            GeoPoint position = network.positions().get(node);
            graph.getNodeAccess().setNode(node, position.lat(), position.lon());
        }
        int[] edge = new int[network.tails().length];
        for (int arc = 0; arc < edge.length; arc++) {
            int other = asked.back()[arc];
            if (other >= 0 && other < arc) {
                edge[arc] = edge[other];
            } else {
                int tail = network.tails()[arc];
                int head = network.heads()[arc];
                double lengthM = network.positions()
                        .get(tail)
                        .distanceM(network.positions().get(head));
                edge[arc] = graph.edge(tail, head).setDistance(lengthM).getEdge();
            }
        }
        return edge;
    }

    private GraphHopperWeights weights(int[] edge, DecimalEncodedValue turnCost) {
        var network = asked.network();
        int[] tail = new int[graph.getEdges()];
        int[] forward = new int[graph.getEdges()];
        int[] backward = new int[graph.getEdges()];
        java.util.Arrays.fill(backward, -1);
        for (int arc = 0; arc < edge.length; arc++) {
            int other = asked.back()[arc];
            if (other >= 0 && other < arc) {
                backward[edge[arc]] = network.weights()[arc];
            } else {
                tail[edge[arc]] = network.tails()[arc];
                forward[edge[arc]] = network.weights()[arc];
            }
        }
        if (withTurns) {
            addTurns(edge, turnCost);
        }
        return new GraphHopperWeights(
                tail, forward, backward, LEAST_PER_M, withTurns ? graph.getTurnCostStorage() : null, turnCost);
    }

    private void addTurns(int[] edge, DecimalEncodedValue turnCost) {
        Graph roads = asked.roads();
        for (int arc = 0; arc < roads.arcs(); arc++) {
            int junction = roads.head(arc);
            for (int i = 0; i < roads.outDegree(junction); i++) {
                int next = roads.outArc(junction, i);
                int cost = asked.turnCost().of(arc, next);
                if (edge[next] != edge[arc] && cost > 0) {
                    double told = cost == Metric.CLOSED ? Double.POSITIVE_INFINITY : cost;
                    graph.getTurnCostStorage().set(turnCost, edge[arc], junction, edge[next], told);
                }
            }
        }
    }

    int hierarchy(int pair) {
        return weight(new CHRoutingAlgorithmFactory(hierarchy)
                .createAlgo(new PMap())
                .calcPath(asked.from()[pair], asked.to()[pair]));
    }

    int landmarks(int pair) {
        return weight(
                landmarks.createAlgo(graph, weights, landmarkOptions).calcPath(asked.from()[pair], asked.to()[pair]));
    }

    private static int weight(Path path) {
        return path.isFound() ? (int) Math.round(path.getWeight()) : Metric.CLOSED;
    }
}
