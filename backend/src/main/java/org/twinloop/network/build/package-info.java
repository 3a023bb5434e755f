/**
 * Imports a network: the program behind {@code ./infra/import-osm}.
 *
 * <p>Owns the tables {@code network.build} and {@code network.turn_ban} and writes road nodes and edges. Always holds:
 * the network in use is never touched; a new one is written beside it in chunks, each with how far it came, so that a
 * killed import goes on; it comes into use by one row; the same file twice changes nothing. It has a connection of its
 * own, as the role that owns the tables, and runs outside the service.
 *
 * <p>May call {@code common}, {@code network.draft}, {@code network.osm} and {@code network.osm.tag}.
 */
package org.twinloop.network.build;
