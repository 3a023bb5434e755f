/**
 * What the fleet desk sees: counts by state with the age of the reports they rest on, and cars moving on the map.
 *
 * <p>Owns no table. Reads the views that features publish ({@code vehicle.live}, {@code charging.live},
 * {@code bike.live_counts}, {@code trip.counts_source}) under the row-level security of the person who looks. What
 * holds: the newest state is read at most once a second for everybody with the same rows, however many look on;
 * streams are bounded in number and life; a report that is too old counts as UNKNOWN, never as free.
 *
 * <p>May call every feature below it; it acts through the same resources as the phone; nobody calls it.
 */
package org.twinloop.console;
