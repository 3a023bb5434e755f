/**
 * What every device has in common: commands down, messages up, and the MQTT connection that carries both.
 *
 * <p>A {@link org.twinloop.sim.terminal.CommandDesk} obeys each command once and none that has expired. An
 * {@link org.twinloop.sim.terminal.Outbox} keeps what the service has not acknowledged, in order and bounded, so that
 * a lost connection loses nothing. A {@link org.twinloop.sim.terminal.Line} is one MQTT 3.1.1 connection with its own
 * credential; {@link org.twinloop.sim.terminal.Exchange} holds them all and renews credentials that are refused.
 *
 * <p>Always holds: cars and piles know only {@link org.twinloop.sim.terminal.Uplink}, never MQTT, so the city also
 * runs without a network.
 */
package org.twinloop.sim.terminal;
