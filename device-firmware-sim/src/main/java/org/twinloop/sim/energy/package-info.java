/**
 * What driving and charging cost a battery, second by second.
 *
 * <p>Forces at the wheel (rolling, air with the wind against the car, inertia), losses of drivetrain and battery,
 * regeneration, heating and cooling by temperature, and the driver's foot. Shanghai is flat: there is no grade term.
 * A planner works with Wh per km; this is meant to be finer than that, so that its estimates are tested.
 *
 * <p>Always holds: plain arithmetic on its arguments; chance comes in from outside; energy is never made from nothing.
 */
package org.twinloop.sim.energy;
