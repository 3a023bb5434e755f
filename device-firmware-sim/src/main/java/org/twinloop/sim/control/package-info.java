/**
 * The hand of the world, for tests: opens a door, cuts a terminal off, drains a battery, breaks a pile, silences a
 * partner. Off unless a control port is given, and then on the loopback interface only.
 *
 * <p>Always holds: it changes what the world does, never what a device reports about it.
 */
package org.twinloop.sim.control;
