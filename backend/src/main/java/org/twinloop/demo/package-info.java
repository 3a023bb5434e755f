/**
 * The sample city: in demo mode, and only there, an empty database is filled at start with places, roads, units,
 * people,
 * partners, cars, piles and a past month, all through the same acts that the service offers.
 *
 * <p>Always holds: in production nothing here runs but the look for what is left of it; demo accounts exist only where
 * this package made them; the service is not ready before the city stands. An edge: may call every feature, nobody
 * calls it. The facts lie in {@code resources/demo} with a licence note beside them.
 */
package org.twinloop.demo;
