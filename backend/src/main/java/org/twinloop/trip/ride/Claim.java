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
        KM("里程不符 / the distance"),
        TIME("用时不符 / the time"),
        WAITING("等候时间不符 / the waiting"),
        TOLL("通行费不符 / the toll"),
        PARKING("停车费不符 / the parking fee"),
        PRICE("费用不符 / the price"),
        SERVICE("服务问题 / the service"),
        OTHER("其他 / something else");

        private final String words;

        Item(String words) {
            this.words = words;
        }

        /** What is said where nobody said more. */
        public String words() {
            return words;
        }
    }
}
