/**
 * Which trips are not over, for whoever keeps rows of them and must not forget those too early.
 *
 * <p>Owns nothing; reads the table of trips. Always holds: a trip from which another state can be reached counts as
 * open.
 *
 * <p>May call {@code trip.ride}, {@code device.command} (its port), {@code common}.
 */
package org.twinloop.trip.open;
