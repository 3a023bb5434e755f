/**
 * The search for the best ways by self-drive car and bicycle over one immutable picture of the city: cars, stops with
 * their bays and plugs, bicycles and docks, all with the times they are taken.
 *
 * <p>Owns the arithmetic of time, charge and choice. Always holds: earliest arrival, lowest fare and least energy are
 * all among the answers and nothing worse in every respect is, where who stops to charge does it for time or money; a
 * car that does not get there with its reserve, even if the drive takes more energy than expected, is not offered; with
 * nothing to offer there is one reason with its numbers. Plain Java, no framework, no I/O; a test compares it with
 * plain enumeration.
 *
 * <p>May call values of {@code common} and {@code base} below it only.
 */
package org.twinloop.trip.planning.search;
