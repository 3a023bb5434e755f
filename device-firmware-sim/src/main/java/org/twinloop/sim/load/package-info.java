/**
 * Load and faults: very many terminals that report as fast as they may, and everything that goes wrong on the way.
 *
 * <p>{@code Swarm} is one thread around one selector; a {@code Terminal} is a connection of MQTT 3.1.1 or 5 with a
 * window, as small as a load generator needs; {@code Packets} are what it sends and {@code Heard} what it is told;
 * {@code Reports} writes payloads in JSON or CBOR; {@code Tally} counts and keeps durations in a histogram.
 *
 * <p>Always holds: what was not acknowledged is kept and sent again; nothing grows beyond the windows; the same seed
 * gives the same reports and the same faults, as far as the service answers at the same pace.
 */
package org.twinloop.sim.load;
