/**
 * Cars, the bays they stand in, and who holds them when: asset cards with QR labels, newest state and the status
 * derived from it, reservations of cars and bays.
 *
 * <p>Always holds: two reservations of one car or bay never overlap in time (an exclusion constraint decides, not this
 * code); a car whose newest report is too old is UNKNOWN and never offered; a retained official car (保留公务用车)
 * serves its own unit only; newest state changes only by compare-and-set on (event time, boot, sequence).
 *
 * <p>May call {@code common}, {@code journal}, {@code identity}, {@code operator}, {@code network}, {@code device}.
 * What it needs of a car-share operator it declares as {@link org.twinloop.vehicle.CarShareOperator}.
 */
package org.twinloop.vehicle;
