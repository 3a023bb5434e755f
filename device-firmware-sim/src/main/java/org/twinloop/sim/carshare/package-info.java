/**
 * The car-sharer EVC: its desk, the citizens who rent the open loop's cars, and the crew that looks after them.
 *
 * <p>A hold on a car that a citizen has, or that another hold has, is DECLINED, and so is a stated share of the others;
 * a stated share is PENDING first and settles within 20 city seconds. A confirmed hold keeps citizens off the car.
 *
 * <p>Always holds: what a hold was answered does not change once it is settled, unless it is cancelled; a car is with
 * one person at a time and is left in a free bay.
 */
package org.twinloop.sim.carshare;
