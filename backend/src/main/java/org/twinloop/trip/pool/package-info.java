/**
 * Pooling (拼车): two booked trips the same way are proposed to be merged into one car, and merged when both travellers
 * accept before the deadline.
 *
 * <p>Owns tables {@code trip.pool_proposal} and {@code trip.pool_look} and the passengers who ride along because of
 * them. Always holds: a pair is proposed once; a trip is merged once, as it was looked at, or not at all; nothing that
 * somebody approved is changed; what the operator is paid is paid by the host's budget, of which the guest's pays its
 * share; who loses the place is told and offered other ways.
 *
 * <p>May call {@code trip.planning} and what stands below {@code trip}; the trip itself through {@link
 * org.twinloop.trip.pool.PoolTrips}.
 */
package org.twinloop.trip.pool;
