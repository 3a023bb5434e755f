/**
 * What a search for a way is made of: cars, stops, piles and bicycles as they were read, in the words of
 * {@code trip.planning.search}; roads to drive on, consumption of each model, prices, and the limits of planning.
 *
 * <p>Always holds: nothing is read here; what the search calls number 7 is found again as the car, stop or pile it was
 * made from; the fare it counts with comes from the function that bills.
 *
 * <p>May call values of the packages below {@code trip}, and {@code trip.planning.search}.
 */
package org.twinloop.trip.planning.market;
