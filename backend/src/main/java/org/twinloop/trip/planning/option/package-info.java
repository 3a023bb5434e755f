/**
 * The ways to travel, each a plain function of what was asked and what is free: walk, bicycle, self-drive car,
 * chauffeured car, and an estimate for public transport.
 *
 * <p>Owns the values of a plan and the arithmetic of time, charge, carbon and price. Always holds: no I/O here; a mode
 * answers either options or the reason why it has none; a price comes from {@code pricing} and a road from
 * {@code network}.
 *
 * <p>May call values of the packages below {@code trip}, {@code trip.approval}, {@code trip.planning.market} and
 * {@code trip.planning.search}.
 */
package org.twinloop.trip.planning.option;
