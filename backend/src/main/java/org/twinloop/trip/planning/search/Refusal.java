package org.twinloop.trip.planning.search;

/**
 * Why there is no way by car: what the most promising one failed at.
 *
 * @param metres how far the nearest is, −1 where there is none
 * @param until from when there is one, seconds since the epoch; 0 where nothing is known
 * @param percent points of charge that the best car lacks
 * @param count how many were looked at
 */
public record Refusal(Reason reason, int metres, long until, double percent, int count) {

    /** In the order in which a way is tried: the later, the further it came. */
    public enum Reason {
        NO_CAR,
        NO_SEATS,
        NO_LUGGAGE_ROOM,
        NO_STOP,
        NO_ROAD,
        TOO_LATE,
        RESERVED,
        NO_BAY,
        NO_PILE,
        NO_RETURN,
        NO_CHARGE
    }
}
