/**
 * Where places meet the roads: the nearest road one can get on and off in a mode, and the leg that leads there.
 *
 * <p>Always holds: nobody is led onto a motorway, an elevated road or into a tunnel; a road of the main part of a mode
 * is preferred to any of an island, however near; what cannot be reached says why, as a word a program can read. Plain
 * Java over primitive arrays, immutable once built, for any number of threads.
 *
 * <p>May call {@code common} and {@code network.osm.tag}.
 */
package org.twinloop.network.snap;
