/**
 * A seeded play of the whole of a booking's life on a virtual clock: travellers, approvers, operators, drivers, cars
 * and crashes act in an order that the seed alone decides, through the service's own resources and on the real
 * database. The service's own rounds are switched off and driven by the play, so that a seed replays step by step.
 *
 * <p>After every step {@link org.twinloop.trip.simulation.Checker}, plain SQL that knows nothing of the service's code,
 * says what is not true of the booking. A seed that breaks something fails with its steps;
 * {@code -Dsimulation.seed=N} plays that one again. See docs/booking.md.
 */
package org.twinloop.trip.simulation;
