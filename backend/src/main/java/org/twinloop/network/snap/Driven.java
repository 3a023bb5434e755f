package org.twinloop.network.snap;

/**
 * A road that is being driven.
 *
 * @param edge number of the road in its network
 * @param forward from its first junction to its second
 * @param distanceM between the position and the road, metres
 */
public record Driven(int edge, boolean forward, double distanceM) {

    /** What the shapes of roads do not tell. Roads go by their row, in the order of their numbers. */
    public interface Roads {

        /** Whether cars may go that way. */
        boolean isOpen(int row, boolean forward);

        /** Whether two roads have a junction in common. */
        boolean meet(int row, int other);
    }
}
