/**
 * Inspections of the car before and after a ride (验车): photos, a note, marks of damage.
 *
 * <p>Owns tables {@code trip.inspection}, {@code trip.photo}, {@code trip.damage}. Always holds: a row names a photo
 * only after it is in the store, so a crash in between leaves a file that no row names, which is swept, and never a
 * row without its file; an id means one content; who but the trip's people looks at a photo is written down before it
 * is shown. Marks of damage belong to the car and tell nothing of a trip or person.
 *
 * <p>May call {@code common}, {@code journal}, {@code identity}, {@code vehicle}, {@code trip.look} and its own two
 * parts. Knows a trip by id and row.
 */
package org.twinloop.trip.inspection;
