/**
 * The city put together: cars, piles and where cars can be left.
 *
 * <p>A {@link org.twinloop.sim.world.World} is made from a seed, a timeline and what the service told about its
 * devices;
 * given the same three and the same commands it does the same things in the same order.
 *
 * <p>Always holds: no thread, no clock, no network in here.
 */
package org.twinloop.sim.world;
