/**
 * One car's day as its raw history tells it: where it was, stood and drove, what energy it used, and where nothing is
 * known. Of a day whose raw reports are gone with time its summary is told, which has no place in it.
 *
 * <p>Always holds: one read of bounded length by the key of the history; what was not reported is marked as a gap and
 * not made up; no person is part of it; only rides of trips and times of open alerts are shown, after {@code DayLooks}
 * (a port, kept by {@code trip.look}) has written down who looks and why.
 *
 * <p>May call {@code common}, {@code identity}, {@code network} and {@code vehicle}.
 */
package org.twinloop.telematics.day;
