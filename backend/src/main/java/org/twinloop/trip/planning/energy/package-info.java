/**
 * What cars of a model really take: the consumption known for a model, fitted to the drives that its cars reported,
 * with the band in which they lay.
 *
 * <p>Always holds: a fit stays within its bounds, is made of enough drives or not at all, and is only ever added, with
 * its date and how many drives it is made of; without one the planner uses what the model is known for.
 *
 * <p>May call values of {@code common} and {@code trip.planning.search}.
 */
package org.twinloop.trip.planning.energy;
