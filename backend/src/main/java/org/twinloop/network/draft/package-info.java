/**
 * A network in the making: what a file of roads becomes before it goes into the database.
 *
 * <p>An extract is read three times (ways and relations; nodes; ways), cut into roads from junction to junction, and
 * its turn restrictions are turned into forbidden sequences of roads. Always holds: the same file makes the same
 * draft, number for number; roads meet only where they share a node of the source; memory grows with what is kept,
 * never with the file; what was left out is in the {@link org.twinloop.network.draft.ImportReport}.
 *
 * <p>Plain Java; may call {@code common}, {@code network.osm}, {@code network.osm.tag} and {@code network.shape}.
 */
package org.twinloop.network.draft;
