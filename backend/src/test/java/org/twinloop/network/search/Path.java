package org.twinloop.network.search;

import java.util.ArrayList;
import java.util.List;
import org.twinloop.common.GeoPoint;

/**
 * A way through the graph.
 *
 * @param startNode where it begins; the only node of an empty path
 * @param edgeIds edges in order
 * @param forward for each edge whether it is used from its first to its second node
 * @param lengthM metres
 * @param freeFlowMillis cost
 */
public record Path(int startNode, List<Integer> edgeIds, List<Boolean> forward, double lengthM, long freeFlowMillis) {

    public double freeFlowSeconds() {
        return freeFlowMillis / 1000.0;
    }

    /** The junctions passed, first to last. */
    public List<GeoPoint> points(RoadGraph graph) {
        List<GeoPoint> points = new ArrayList<>(edgeIds.size() + 1);
        points.add(graph.node(startNode).position());
        for (int i = 0; i < edgeIds.size(); i++) {
            RoadGraph.Edge edge = graph.edge(edgeIds.get(i));
            points.add(graph.node(forward.get(i) ? edge.to() : edge.from()).position());
        }
        return points;
    }
}
