/**
 * Trip facts (行程事实): what the car of a leg told of it, a row written once after the ride ended and its reports
 * settled.
 *
 * <p>Owns tables {@code trip.leg_fact} and {@code trip.fact_due}, publishes the view {@code trip.newest_leg_fact}.
 * Always holds: rows are only ever added, and swept when they are old; reports that come later make a further version,
 * and no version when nothing changes; of several instances one writes each version.
 *
 * <p>May call {@code telematics.ride}, {@code journal} and {@code identity}. Knows a trip by its row only.
 */
package org.twinloop.trip.fact;
