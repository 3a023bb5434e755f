package org.twinloop.network.search;

/** What the arcs of a weighted hierarchy consist of. Here each arc has one number, whatever its direction. */
sealed interface Legs permits SoughtLegs, StoredLegs {

    /**
     * The number of an arc.
     *
     * @param lower rank of its lower end
     * @param arc in the forward arcs when {@code up}, else in the backward ones
     */
    int number(int lower, int arc, boolean up);

    /**
     * The two legs of an arc by way of a lower node: the first leads down to it and the second up from it.
     *
     * @return number of the first leg × 2^32 + number of the second; or −1 − arc of the graph
     */
    long of(int number);

    /** All numbers are less. */
    int limit();

    long bytes();

    static long pair(int first, int second) {
        return (long) first << 32 | second;
    }
}
