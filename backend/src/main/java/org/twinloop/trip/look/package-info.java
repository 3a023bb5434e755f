/**
 * Who looked where somebody was (查看记录): a row for each look at the live position or the track of a trip by anybody but
 * its traveller.
 *
 * <p>Owns table {@code trip.look}. Always holds: the row is written before anything is shown; when it cannot be
 * written, nothing is shown. Rows are only ever added.
 *
 * <p>May call {@code common} and {@code identity}. Knows no trip but by id.
 */
package org.twinloop.trip.look;
