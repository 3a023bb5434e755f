package org.twinloop.network.draft;

import java.util.List;

/**
 * A forbidden sequence of roads: whoever came over all but the last may not go on over the last. What a relation says
 * with {@code only_} becomes one of these for each other way on.
 *
 * @param relation its id in OpenStreetMap
 * @param word {@code no_left_turn}, {@code only_straight_on} …
 * @param steps two or more, each beginning where the one before ends
 */
public record Turn(long relation, String word, boolean car, boolean bike, List<Step> steps) {

    /** A road in one direction; {@code forward} from its first junction to its last. */
    public record Step(int edge, boolean forward) {}

    public Turn {
        steps = List.copyOf(steps);
    }
}
