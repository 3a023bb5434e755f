/**
 * The simulator of everything around the service: car terminals, charging piles, the bike operator, the car-sharer, the
 * car service, and the people who use them.
 *
 * <p>It shares no code with the service and knows it only by its public interfaces: REST, MQTT 3.1.1 and the partners'
 * HTTP endpoints. {@link org.twinloop.sim.Main} reads the command line; {@link org.twinloop.sim.City} runs the city;
 * the {@code statement} command writes an operator's monthly statement.
 *
 * <p>Always holds: one event loop runs everything; the same seed, devices and commands give the same city.
 */
package org.twinloop.sim;
