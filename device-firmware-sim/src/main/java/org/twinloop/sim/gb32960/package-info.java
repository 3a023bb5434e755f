/**
 * A second box in some cars: it reports to the service by GB/T 32960.3, as every electric car in China has to, beside
 * the terminal that opens the doors.
 *
 * <p>{@link org.twinloop.sim.gb32960.Frames} writes and reads the bytes, by this program's own reading of the standard;
 * a {@link org.twinloop.sim.gb32960.TelematicsBox} is one connection with a store for what could not be sent; {@link
 * org.twinloop.sim.gb32960.Boxes} holds them all and cuts their network off now and then, by the seed.
 *
 * <p>Always holds: a box keeps a report until the service has answered it; what is older than its connection goes as
 * reissued, oldest first, and live reports go before that.
 */
package org.twinloop.sim.gb32960;
