package org.twinloop.trip.planning.search;

import java.util.List;

/**
 * Ways by car, or why there is none.
 *
 * @param certain ways with cars whose calendar we keep, the quickest first; none is worse than another in every respect
 * @param asked the same for cars whose operator has to agree
 * @param refusal null where there is a way
 * @param dry whether a car was left out, or charges on the way, because its battery does not last
 */
public record CarAnswer(List<Choice> certain, List<Choice> asked, Refusal refusal, boolean dry) {
    public CarAnswer {
        certain = List.copyOf(certain);
        asked = List.copyOf(asked);
    }
}
