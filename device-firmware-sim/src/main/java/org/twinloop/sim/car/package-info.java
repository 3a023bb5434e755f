/**
 * Cars and the people in them.
 *
 * <p>A {@link org.twinloop.sim.car.Car} has a battery, doors, a lock and a plug; it obeys commands and reports. A
 * {@link org.twinloop.sim.car.Drive} moves it along a route second by second. An {@link org.twinloop.sim.car.Errand}
 * is what a person does with it: get in, drive, park, get out, plug in.
 *
 * <p>Always holds: the odometer never runs backwards; a locked car is not driven (except when it is towed by a test);
 * every change of state is reported at once. May call roads, energy, piles and the uplink; never the network.
 */
package org.twinloop.sim.car;
