package org.twinloop.trip.planning.search;

/**
 * How far the search goes and what it keeps in reserve.
 *
 * @param walkToCarM and {@code walkFromStopM} straight metres
 * @param pickUpS opening a car and setting off; {@code handBackS} parking, plugging in and closing
 * @param earlyS a car is held from this long before the start
 * @param lateS and at least this long beyond the return, or half the drive when that is longer
 * @param reservePercent charge that must be left wherever one stops
 * @param chargeToPercent nobody waits for more at a stop on the way
 * @param plugInS driving up, plugging in, paying and leaving at a stop on the way
 * @param waitMaxS longest wait for a plug
 * @param detourFactor a stop on the way makes the straight way at most this many times longer
 * @param detourM and so many metres, so that short ways may be left too
 * @param walkToBikeM straight metres to a bicycle, and from a dock
 * @param unlockS unlocking a bicycle
 */
public record Limits(
        double walkToCarM,
        double walkFromStopM,
        int pickUpS,
        int handBackS,
        int earlyS,
        int lateS,
        double reservePercent,
        double chargeToPercent,
        int plugInS,
        int waitMaxS,
        double detourFactor,
        double detourM,
        double walkToBikeM,
        int unlockS) {}
