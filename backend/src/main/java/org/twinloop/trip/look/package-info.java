/**
 * Who looked where somebody was (查看记录): a row for each look at the live position, the track or a photo of a trip by
 * anybody but its traveller.
 *
 * <p>Desks say why. A look at a day of a car is a look at each trip that rode it ({@code telematics.day.DayLooks}).
 *
 * <p>Owns table {@code trip.look}. Always holds: the row is written before anything is shown; when it cannot be
 * written, nothing is shown. Rows are only ever added.
 *
 * <p>May call {@code common}, {@code identity} and {@code telematics.day}. Knows no trip but by id.
 */
package org.twinloop.trip.look;
