/**
 * The loops as the fleet desk sees them: capacity and balance, legs and tour, what lies too far from everything, and
 * where the next piles should stand.
 *
 * <p>Owns no table. Reads what features publish ({@code vehicle.bay_place}, {@code vehicle.live},
 * {@code charging.live}, {@code bike.standing}, {@code trip.demand_source}) under the row-level security of the person
 * who looks, and asks {@code network} for ways. What holds: nothing is computed on an event loop; every list has a
 * limit; a proposal says how far it may be from the best one.
 *
 * <p>May call every feature below it; nobody calls it.
 */
package org.twinloop.console.loop;
