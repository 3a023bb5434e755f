package org.twinloop.bench.route;

import com.graphhopper.routing.ev.DecimalEncodedValue;
import com.graphhopper.routing.weighting.Weighting;
import com.graphhopper.storage.TurnCostStorage;
import com.graphhopper.util.EdgeIterator;
import com.graphhopper.util.EdgeIteratorState;

/** Whole-number weights by edge and direction, and turn costs where turns count. */
final class GraphHopperWeights implements Weighting {

    private static final long MILLIS = 100;

    private final int[] tail;
    private final int[] forward;
    private final int[] backward;
    private final double leastPerM;
    private final TurnCostStorage turns;
    private final DecimalEncodedValue turnCost;

    /**
     * @param tail by edge the node at its beginning
     * @param forward by edge its weight, or −1 where it may not be used
     * @param leastPerM the least weight of a metre
     * @param turns null where turns do not count
     */
    GraphHopperWeights(
            int[] tail,
            int[] forward,
            int[] backward,
            double leastPerM,
            TurnCostStorage turns,
            DecimalEncodedValue turnCost) {
        this.tail = tail;
        this.forward = forward;
        this.backward = backward;
        this.leastPerM = leastPerM;
        this.turns = turns;
        this.turnCost = turnCost;
    }

    /** The same weights, as if every turn were free. */
    GraphHopperWeights withoutTurns() {
        return new GraphHopperWeights(tail, forward, backward, leastPerM, null, turnCost);
    }

    @Override
    public double calcMinWeightPerDistance() {
        return leastPerM;
    }

    @Override
    public double calcEdgeWeight(EdgeIteratorState edge, boolean reverse) {
        int from = reverse ? edge.getAdjNode() : edge.getBaseNode();
        int weight = (tail[edge.getEdge()] == from ? forward : backward)[edge.getEdge()];
        return weight < 0 ? Double.POSITIVE_INFINITY : weight;
    }

    @Override
    public long calcEdgeMillis(EdgeIteratorState edge, boolean reverse) {
        return MILLIS * (long) calcEdgeWeight(edge, reverse);
    }

    @Override
    public double calcTurnWeight(int inEdge, int viaNode, int outEdge) {
        boolean atAnEnd = !EdgeIterator.Edge.isValid(inEdge) || !EdgeIterator.Edge.isValid(outEdge);
        if (turns == null || atAnEnd) {
            return 0;
        }
        return inEdge == outEdge ? Case.U_TURN : turns.get(turnCost, inEdge, viaNode, outEdge);
    }

    @Override
    public long calcTurnMillis(int inEdge, int viaNode, int outEdge) {
        return MILLIS * (long) calcTurnWeight(inEdge, viaNode, outEdge);
    }

    @Override
    public boolean hasTurnCosts() {
        return turns != null;
    }

    @Override
    public String getName() {
        return "bench";
    }
}
