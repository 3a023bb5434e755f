package org.twinloop.telematics.ride;

import java.time.Instant;

/**
 * A part of a ride without a usable position. What was driven in it is in the odometer and in no other distance.
 *
 * @param straightM metres between the positions before and after; null at either end of the ride
 * @param odometerM metres by the odometer in between; null where it was not told
 */
public record Gap(Kind kind, Instant from, Instant to, Long straightM, Long odometerM) {

    /** Why nothing is known. */
    public enum Kind {
        /** No report at all. */
        SILENT,
        /** Reports without a position, as from a basement. */
        NO_POSITION,
        /** The positions before and after do not fit together. */
        JUMP
    }
}
