/**
 * The ride as plain functions: may the car be returned here, and what was used.
 *
 * <p>Owns no table. Always holds: a refused return names every check that failed and what to do; what was used is read
 * from the car's own odometer and battery, never guessed.
 *
 * <p>May call values of {@code vehicle}, {@code network} and {@code common}.
 */
package org.twinloop.trip.ride;
