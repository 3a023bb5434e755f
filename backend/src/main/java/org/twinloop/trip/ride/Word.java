package org.twinloop.trip.ride;

import org.twinloop.trip.ride.Aftermath.Confirmation;

/**
 * What is said about an ended trip.
 *
 * @param said in words; null for none
 * @param claim what is wrong; null unless disputed
 */
public record Word(Confirmation how, String said, Claim claim) {

    public static Word of(Confirmation how, String said) {
        return new Word(how, said, null);
    }

    /** @param said what is wrong; null where the item of the claim says it */
    public static Word disputing(String said, Claim claim) {
        Claim named = claim == null ? Claim.OTHER : claim;
        return new Word(Confirmation.DISPUTED, said == null ? named.item().words() : said, named);
    }
}
