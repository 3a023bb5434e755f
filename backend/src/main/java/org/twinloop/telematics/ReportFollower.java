package org.twinloop.telematics;

import java.util.List;

/** Looks at reports once they are committed; declared here, since the rules stand above the intake. */
public interface ReportFollower {

    /** Writers are numbered from 0; there are at most so many. */
    int WRITERS_MAX = 64;

    /** A writer begins with a transaction: reports that it commits are {@link #stored} before it {@link #ends}. */
    void begins(int writer);

    /** Reports that were just committed, in the order of each car, on the writer's thread; must not block or throw. */
    void stored(List<Car.Reports> reports);

    void ends(int writer);
}
