/**
 * Vector tiles of the city out of our own database, and the headers the web pages are sent with.
 *
 * <p>Owns no table. Reads only what features publish for it ({@code network.map_place}, {@code network.stops_at},
 * {@code network.map_road}, {@code vehicle.live}, {@code vehicle.cars_in}, {@code charging.live}), one statement a
 * tile, under the row-level security of the person who looks. What holds: a status that is too old is told as
 * UNKNOWN; nothing is fetched from an outside server; a tile is at most one layer of one square; who has not signed
 * in sees public stops, free cars and free piles of the outer loop and nothing else; a kept tile is given to those
 * who see the same rows only.
 *
 * <p>May call every feature below it; nobody calls it.
 */
package org.twinloop.map;
