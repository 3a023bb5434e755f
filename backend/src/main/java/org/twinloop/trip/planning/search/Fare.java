package org.twinloop.trip.planning.search;

/** What a car costs: never less for more metres, a later return or an earlier begin. */
public interface Fare {
    /** Costs nothing. */
    Fare FREE = (takenAt, returnedAt, metres) -> 0;

    /**
     * The price in fen.
     *
     * @param takenAt and {@code returnedAt} seconds since the epoch
     */
    long fen(long takenAt, long returnedAt, int metres);
}
