/**
 * The bays of all stops, as the service tells them, and who stands or is expected in each.
 *
 * <p>Always holds: one car in a bay, one car expected in a bay. A car may stand outside any bay; then it takes none.
 * Knows cars by VIN only.
 */
package org.twinloop.sim.parking;
