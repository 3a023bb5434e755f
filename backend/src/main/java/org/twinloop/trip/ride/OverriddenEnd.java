package org.twinloop.trip.ride;

import java.time.Instant;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;

/** When a ride was over that somebody else ends. */
public final class OverriddenEnd {

    private OverriddenEnd() {}

    /**
     * What the desk tells, within the ride; otherwise the last moment the car was heard of.
     *
     * @param told null for nothing; refused outside {@code startedAt}…{@code now}
     * @param last when the car was heard of last, or the end of its time
     */
    public static Instant at(Instant told, Instant startedAt, Instant last, Instant now) {
        if (told != null && (told.isBefore(startedAt) || told.isAfter(now))) {
            throw ProblemException.field(
                    CommonProblem.INVALID,
                    "/endedAt",
                    "value " + told + "; the ride began at " + startedAt + " and it is " + now);
        }
        Instant wanted = told != null ? told : last;
        Instant capped = wanted.isAfter(now) ? now : wanted;
        return capped.isBefore(startedAt) ? startedAt : capped;
    }
}
