/**
 * Ways to get from A to B at a time: self-drive car, bicycle, chauffeured car, walking, and an estimate for public
 * transport.
 *
 * <p>Owns saved plans ({@code trip.plan}). Always holds: an option comes from live state (a car too low on charge for
 * the road is not offered), is priced by the same function that bills, and says how far it is an estimate; a mode that
 * is not offered says why. An option binds nobody until a request for it is submitted.
 *
 * <p>May call {@code trip.approval} for what policy would say, and the packages below {@code trip} for state and
 * prices.
 */
package org.twinloop.trip.planning;
