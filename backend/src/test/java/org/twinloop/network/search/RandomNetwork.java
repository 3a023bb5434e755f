package org.twinloop.network.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.twinloop.common.GeoPoint;

/** Small networks with everything that may occur: loops, parallel arcs, free arcs, closed arcs, parts apart. */
final class RandomNetwork {

    private RandomNetwork() {}

    static SampleNetwork of(Random random) {
        int nodes = 1 + random.nextInt(30);
        List<GeoPoint> positions = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            positions.add(new GeoPoint(random.nextDouble(), random.nextDouble()));
        }
        SampleNetwork.Arcs arcs = new SampleNetwork.Arcs();
        for (int arc = random.nextInt(3 * nodes + 1); arc > 0; arc--) {
            arcs.add(random.nextInt(nodes), random.nextInt(nodes), weight(random));
        }
        return arcs.network(positions);
    }

    static int weight(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> Metric.CLOSED;
            case 2 -> random.nextInt(3);
            default -> random.nextInt(1000);
        };
    }

    static int[] weights(Random random, int arcs) {
        int[] weights = new int[arcs];
        for (int arc = 0; arc < arcs; arc++) {
            weights[arc] = weight(random);
        }
        return weights;
    }
}
