/**
 * The car service SHQ: it takes orders for a car with a driver, answers now or late, and drives by itself.
 *
 * <pre>
 * PENDING -> ACCEPTED -> ARRIVED -> ONBOARD -> COMPLETED
 *     \-> DECLINED   \-> CANCELLED (by the service, before anybody is on board)
 * </pre>
 *
 * <p>Always holds: a driver has one order at a time; usage is told when the ride is over and does not change then.
 */
package org.twinloop.sim.carservice;
