/**
 * Reads OpenStreetMap extracts: PBF, XML and packed XML, as a stream, any number of times, in constant memory.
 *
 * <p>Always holds: elements are told in the order of the file; positions are whole units of 1e-7 degrees, WGS-84; a
 * file that is no extract, or a broken one, is an {@link UnreadableExtract} that says what is wrong. Knows nothing of
 * what the elements mean: that is {@code network.osm.tag}.
 *
 * <p>Plain Java; may call {@code common}.
 */
package org.twinloop.network.osm;
