/**
 * The car-sharer EVC: citizens who rent the open loop's cars, and the holds by which the service reserves one for an
 * official.
 *
 * <p>A hold on a car that a citizen has, or that another hold has, is DECLINED; one in ten is PENDING first and settles
 * within 20 city seconds. A confirmed hold keeps citizens off the car.
 *
 * <p>Always holds: what a hold was answered does not change once it is settled.
 */
package org.twinloop.sim.carshare;
