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

    public static Word disputing(String said, Claim claim) {
        return new Word(Confirmation.DISPUTED, said, claim == null ? Claim.OTHER : claim);
    }
}
