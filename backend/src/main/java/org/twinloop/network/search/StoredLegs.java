package org.twinloop.network.search;

/**
 * The legs of all arcs, written down. Numbers go by lower end, forward arcs before backward ones, so that the two legs
 * of an arc, which share their lower end, lie side by side.
 *
 * @param firstForward of the forward arcs, by rank
 * @param firstBackward of the backward arcs, by rank
 * @param legs two for each number: first and second leg, or −1 − arc of the graph and nothing
 */
record StoredLegs(int[] firstForward, int[] firstBackward, int[] legs) implements Legs {

    static StoredLegs of(WeightedArcs forward, WeightedArcs backward) {
        int arcs = Math.addExact(forward.weight().length, backward.weight().length);
        return new StoredLegs(forward.first(), backward.first(), new int[Math.multiplyExact(2, arcs)]);
    }

    @Override
    public int number(int lower, int arc, boolean up) {
        return up ? arc + firstBackward[lower] : arc + firstForward[lower + 1];
    }

    @Override
    public long of(int number) {
        int leg = legs[2 * number];
        return leg < 0 ? leg : Legs.pair(leg, legs[2 * number + 1]);
    }

    void put(int number, int first, int second) {
        legs[2 * number] = first;
        legs[2 * number + 1] = second;
    }

    @Override
    public int limit() {
        return legs.length / 2;
    }

    @Override
    public long bytes() {
        return 4L * legs.length;
    }
}
