package org.twinloop.trip.ride;

/**
 * What a traveller disputes.
 *
 * @param claimedFen what the ride costs in all by the traveller's reckoning, fen, 0 or more; null for all of it, and
 *     for {@link Item#SERVICE} nothing of it, being in dispute
 */
public record Claim(Item item, Long claimedFen) {

    /** A dispute that names nothing. */
    public static final Claim OTHER = new Claim(Item.OTHER, null);

    /** What of the ride is wrong. */
    public enum Item {
        KM,
        TIME,
        WAITING,
        TOLL,
        PARKING,
        PRICE,
        SERVICE,
        OTHER
    }
}
