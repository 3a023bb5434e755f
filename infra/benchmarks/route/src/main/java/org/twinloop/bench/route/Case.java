package org.twinloop.bench.route;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.twinloop.common.GeoPoint;
import org.twinloop.network.search.Graph;
import org.twinloop.network.search.Metric;
import org.twinloop.network.search.SampleNetwork;
import org.twinloop.network.search.turn.TurnCost;

/**
 * One network with the questions put to it.
 *
 * @param back for each arc the one that leads back along the same street, or −1
 * @param from junctions where ways begin
 * @param to junctions where they end
 */
record Case(String name, SampleNetwork network, Graph roads, int[] back, int[] from, int[] to) {

    /** Tenths of a second. */
    static final int U_TURN = 300;

    private static final int LEFT = 60;
    private static final int RIGHT = 20;
    private static final double STRAIGHT_DEGREES = 30;
    private static final int BANNED_PERCENT = 3;
    /** So many ways begin at the same junction, so that one tree of plain search checks them all. */
    static final int EACH = 20;

    static Case of(String name, SampleNetwork network, int pairs, long seed) {
        Graph roads = network.graph();
        Random random = new Random(seed);
        int[] from = new int[pairs];
        int[] to = new int[pairs];
        for (int pair = 0; pair < pairs; pair++) {
            from[pair] = pair % EACH == 0 ? random.nextInt(roads.nodes()) : from[pair - 1];
            do {
                to[pair] = random.nextInt(roads.nodes());
            } while (to[pair] == from[pair]);
        }
        return new Case(name, network, roads, back(network), from, to);
    }

    private static int[] back(SampleNetwork network) {
        int[] back = new int[network.tails().length];
        Arrays.fill(back, -1);
        Map<Long, Integer> open = new HashMap<>();
        for (int arc = 0; arc < back.length; arc++) {
            long there = (long) network.tails()[arc] << 32 | network.heads()[arc];
            long opposite = (long) network.heads()[arc] << 32 | network.tails()[arc];
            Integer other = open.remove(opposite);
            if (other == null) {
                open.put(there, arc);
            } else {
                back[arc] = other;
                back[other] = arc;
            }
        }
        return back;
    }

    /** All questions, shuffled: ways from one junction do not follow on each other, which would keep it at hand. */
    int[] shuffled(long seed) {
        Random random = new Random(seed);
        int[] order = IntStream.range(0, from.length).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }

    int pairs() {
        return from.length;
    }

    Metric metric() {
        return Metric.of(network.weights(), 1);
    }

    /** Turning left and round costs more than turning right; some turns are forbidden. */
    TurnCost turnCost() {
        return this::turnCost;
    }

    private int turnCost(int in, int out) {
        if (back[in] == out) {
            return U_TURN;
        }
        long mixed = (in * 0x9e3779b97f4a7c15L ^ out) * 0xbf58476d1ce4e5b9L >>> 33;
        if (mixed % 100 < BANNED_PERCENT && roads.outDegree(roads.head(in)) > 2) {
            return Metric.CLOSED;
        }
        double angle = Math.IEEEremainder(bearing(out) - bearing(in), 360);
        return Math.abs(angle) < STRAIGHT_DEGREES ? 0 : angle < 0 ? LEFT : RIGHT;
    }

    private double bearing(int arc) {
        GeoPoint tail = network.positions().get(network.tails()[arc]);
        GeoPoint head = network.positions().get(network.heads()[arc]);
        double east = (head.lon() - tail.lon()) * Math.cos(Math.toRadians(tail.lat()));
        return Math.toDegrees(Math.atan2(east, head.lat() - tail.lat()));
    }
}
