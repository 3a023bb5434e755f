/**
 * Parts of the search that know nothing of travelling: an index of points, straight distances, a sort by near numbers.
 *
 * <p>Owns no rule. Always holds: each says exactly what looking at everything would say, but for chords, which say how
 * far they may be off. Plain Java, no I/O; tests compare each with plain enumeration.
 *
 * <p>May call {@code common} only.
 */
package org.twinloop.trip.planning.search.base;
