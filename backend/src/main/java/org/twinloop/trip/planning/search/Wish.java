package org.twinloop.trip.planning.search;

import org.twinloop.common.GeoPoint;

/**
 * What is asked for.
 *
 * @param at when to leave, or when to be there; seconds since the epoch
 * @param arriveBy whether {@code at} is when to be there
 * @param notBefore nobody leaves before
 * @param luggage large pieces
 * @param pileWanted whether the car is to be charged where it is returned
 * @param keepUntil until when the car is wanted; 0 when it is only needed to get there
 * @param celsius outside, decides about heating and cooling
 */
public record Wish(
        GeoPoint from,
        GeoPoint to,
        long at,
        boolean arriveBy,
        long notBefore,
        int passengers,
        int luggage,
        boolean pileWanted,
        long keepUntil,
        double celsius) {}
