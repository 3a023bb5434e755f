package org.twinloop.network.search.turn;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.twinloop.network.search.Graph;
import org.twinloop.network.search.Metric;
import org.twinloop.network.search.Terminals;
import org.twinloop.network.search.Way;

/**
 * A road graph seen from its turns: a node for each arc of the roads (and, where a restriction goes by way of other
 * arcs, for each history that matters), an arc for each turn that is allowed. Entering an arc costs the turn and the
 * whole arc. Immutable.
 */
public final class TurnGraph {

    private final Graph roads;
    private final Graph turns;
    /** The road arc of each node. */
    private final int[] road;
    /** The cost of each turn. */
    private final int[] cost;
    /** Nodes by the junction their road arc enters: those of junction n are entering[firstEntering[n]] … */
    private final int[] firstEntering;

    private final int[] entering;

    private TurnGraph(Graph roads, Graph turns, int[] road, int[] cost) {
        this.roads = roads;
        this.turns = turns;
        this.road = road;
        this.cost = cost;
        firstEntering = new int[roads.nodes() + 1];
        for (int arc : road) {
            firstEntering[roads.head(arc) + 1]++;
        }
        for (int junction = 0; junction < roads.nodes(); junction++) {
            firstEntering[junction + 1] += firstEntering[junction];
        }
        int[] next = firstEntering.clone();
        entering = new int[road.length];
        for (int node = 0; node < road.length; node++) {
            entering[next[roads.head(road[node])]++] = node;
        }
    }

    public static TurnGraph of(Graph roads, TurnRules rules, TurnCost cost) {
        Histories histories = new Histories(roads.arcs(), rules.forbidden());
        int nodes = histories.states();
        int[] road = new int[nodes];
        float[] x = new float[nodes];
        float[] y = new float[nodes];
        int most = 0;
        for (int node = 0; node < nodes; node++) {
            int arc = histories.arc(node);
            road[node] = arc;
            x[node] = (roads.x(roads.tail(arc)) + roads.x(roads.head(arc))) / 2;
            y[node] = (roads.y(roads.tail(arc)) + roads.y(roads.head(arc))) / 2;
            most += roads.outDegree(roads.head(arc));
        }
        int[] tails = new int[most];
        int[] heads = new int[most];
        int[] costs = new int[most];
        int turns = 0;
        for (int node = 0; node < nodes; node++) {
            int junction = roads.head(road[node]);
            for (int i = 0; i < roads.outDegree(junction); i++) {
                int onto = roads.outArc(junction, i);
                int next = histories.next(node, onto);
                int price = cost.of(road[node], onto);
                if (next != Histories.FORBIDDEN && price < Metric.CLOSED) {
                    tails[turns] = node;
                    heads[turns] = next;
                    costs[turns++] = price;
                }
            }
        }
        Graph graph = Graph.of(Arrays.copyOf(tails, turns), Arrays.copyOf(heads, turns), x, y);
        return new TurnGraph(roads, graph, road, Arrays.copyOf(costs, turns));
    }

    /** The graph to search: its nodes are road arcs, its arcs are turns. */
    public Graph graph() {
        return turns;
    }

    /** The road arc of a node. */
    public int road(int node) {
        return road[node];
    }

    /** All nodes of a road arc: itself, and those that remember more than that one is on it. */
    public IntStream on(int arc) {
        int junction = roads.head(arc);
        return Arrays.stream(entering, firstEntering[junction], firstEntering[junction + 1])
                .filter(node -> road[node] == arc);
    }

    /** What a turn costs beside the arc it leads into. */
    public int cost(int turn) {
        return cost[turn];
    }

    /** The metric of the turns that goes with a metric of the roads, under the same version. */
    public Metric metric(Metric ofRoads) {
        int[] weights = new int[turns.arcs()];
        for (int turn = 0; turn < weights.length; turn++) {
            weights[turn] = Math.min(ofRoads.weight(road[turns.head(turn)]) + cost[turn], Metric.CLOSED);
        }
        return Metric.from(ofRoads, weights);
    }

    /** Beginning at a junction: all open arcs that leave it, each at its own weight; nothing where there is none. */
    public Optional<Terminals> leaving(int junction, Metric ofRoads) {
        int most = roads.outDegree(junction);
        int[] arcs = new int[most];
        int[] offsets = new int[most];
        int count = 0;
        for (int i = 0; i < most; i++) {
            int arc = roads.outArc(junction, i);
            if (ofRoads.weight(arc) < Metric.CLOSED) {
                arcs[count] = arc;
                offsets[count++] = ofRoads.weight(arc);
            }
        }
        return count == 0
                ? Optional.empty()
                : Optional.of(new Terminals(
                        count == most ? arcs : Arrays.copyOf(arcs, count),
                        count == most ? offsets : Arrays.copyOf(offsets, count)));
    }

    /** Ending at a junction: all arcs that enter it; nothing where there is none. */
    public Optional<Terminals> entering(int junction) {
        int[] nodes = Arrays.copyOfRange(entering, firstEntering[junction], firstEntering[junction + 1]);
        return nodes.length == 0 ? Optional.empty() : Optional.of(new Terminals(nodes, new int[nodes.length]));
    }

    /** The road arcs of a way through the turns. */
    public int[] roads(Way way) {
        int[] arcs = new int[way.arcs().length + 1];
        arcs[0] = road[way.from()];
        for (int i = 1; i < arcs.length; i++) {
            arcs[i] = road[turns.head(way.arcs()[i - 1])];
        }
        return arcs;
    }
}
