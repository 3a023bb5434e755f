/**
 * What a car did during a ride (行程实况): distance by odometer, positions and roads side by side with the one
 * believed and why, what is not known, energy, and when it was opened and locked.
 *
 * <p>{@code RideMeasure} reads the history and tells; everything else here is pure. Always holds: the reports decide
 * and not their order of arrival; what lies in a gap is marked and not guessed; no person and no position leaves this
 * package.
 *
 * <p>May call {@code vehicle} and {@code network}. Knows no trip.
 */
package org.twinloop.telematics.ride;
