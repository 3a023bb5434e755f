package org.twinloop.bench.booking;

/** How much of everything. */
enum Extent {
    FULL(5_000, 1_000, 2_500, 5, 45, 20, 1_000, 100, 100_000, 3),
    QUICK(260, 40, 200, 1, 1, 1, 100, 3, 2_000, 1);

    final int cars;
    final int budgets;
    /** Bookings of a round of the rate. */
    final int round;

    final int repeats;
    /** Seconds under load before anything is timed. */
    final int warmUp;

    final int pacedSeconds;
    final int tries;
    final int races;
    /** Random bookings, changes and cancellations. */
    final int deeds;

    /** Times the service is ended in the middle of them. */
    final int restarts;

    Extent(
            int cars,
            int budgets,
            int round,
            int repeats,
            int warmUp,
            int pacedSeconds,
            int tries,
            int races,
            int deeds,
            int restarts) {
        this.cars = cars;
        this.budgets = budgets;
        this.round = round;
        this.repeats = repeats;
        this.warmUp = warmUp;
        this.pacedSeconds = pacedSeconds;
        this.tries = tries;
        this.races = races;
        this.deeds = deeds;
        this.restarts = restarts;
    }
}
