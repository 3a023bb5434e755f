/**
 * Gathers, once a day, the drives that cars reported, and fits the consumption of each model to them.
 *
 * <p>Always holds: a day is gathered once, whichever instance does it and however often it breaks off; a drive is kept
 * without where it went and who drove; nobody waits for it.
 *
 * <p>May call {@code vehicle}, {@code telematics.day}, {@code trip.planning.market} and {@code trip.planning.energy}.
 */
package org.twinloop.trip.planning.learning;
