/**
 * What cars under way say of the traffic: their newest states, laid on the road they drive, told to
 * {@code network.traffic}.
 *
 * <p>Always holds: only unlocked cars with a fresh and accurate position count, and where two roads come into question
 * neither does; a car that stands tells of the road on which it drove, for a while, and a parked one of none.
 *
 * <p>May call {@code vehicle} and {@code network}.
 */
package org.twinloop.telematics.speed;
