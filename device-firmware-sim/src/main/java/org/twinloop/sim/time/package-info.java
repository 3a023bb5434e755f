/**
 * City time and chance, both passed in as parameters.
 *
 * <p>{@link org.twinloop.sim.time.Timeline} is the one timer of the whole city: every car, pile, bike and partner
 * puts its next act on it, and one thread runs the acts in order of city time. {@link org.twinloop.sim.time.CityClock}
 * maps real time to city time as the service announces it. {@link org.twinloop.sim.time.Dice} is seeded chance with
 * one stream per thing, so that adding a car does not change what another one does.
 *
 * <p>Always holds: nothing in this program but {@code CityClock} and the network code reads the machine's clock.
 */
package org.twinloop.sim.time;
