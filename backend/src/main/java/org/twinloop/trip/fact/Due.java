package org.twinloop.trip.fact;

import java.time.Instant;

/**
 * A leg whose facts are to be measured.
 *
 * @param dueAt city time
 * @param looks times it was measured
 * @param tries failures since
 * @param toldM metres by the odometer with which the ride ended, for those who wait for the measuring; null for none
 */
record Due(RiddenLeg leg, Instant dueAt, int looks, int tries, Long toldM) {}
