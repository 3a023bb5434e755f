package org.twinloop.trip.planning.search;

import java.util.List;
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
 * @param via where one stops on the way, in this order; the same car waits there
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
        double celsius,
        List<Via> via) {
    /** A place on the way and how many seconds one stays there. */
    public record Via(GeoPoint at, int stayS) {}

    public Wish {
        via = List.copyOf(via);
    }

    /** Without stops on the way. */
    public Wish(
            GeoPoint from,
            GeoPoint to,
            long at,
            boolean arriveBy,
            long notBefore,
            int passengers,
            int luggage,
            boolean pileWanted,
            long keepUntil,
            double celsius) {
        this(from, to, at, arriveBy, notBefore, passengers, luggage, pileWanted, keepUntil, celsius, List.of());
    }

    /** Of all stops on the way together. */
    public int stayS() {
        int sum = 0;
        for (Via one : via) {
            sum += one.stayS();
        }
        return sum;
    }
}
