/**
 * Load and faults: very many terminals that report as fast as they may, and everything that goes wrong on the way.
 *
 * <p>{@code Swarm} is one thread around one selector; a {@code Member} of it is a connection: a {@code Terminal} of
 * MQTT 3.1.1 or 5 with a window, as small as a load generator needs, or a {@code Vehicle} of GB/T 32960. {@code
 * Packets} are what a terminal sends and {@code Heard} what it is told; {@code Reports} writes its payloads in JSON or
 * CBOR; {@code Tally} counts and keeps {@code Durations} in histograms.
 *
 * <p>Always holds: what was not acknowledged is kept and sent again; nothing grows beyond the windows; the same seed
 * gives the same reports and the same faults, as far as the service answers at the same pace.
 */
package org.twinloop.sim.load;
