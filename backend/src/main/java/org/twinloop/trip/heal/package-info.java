/**
 * Healing: a car that is promised to the next traveller and will not be fit is exchanged for an equal one before they
 * leave, or they are offered other ways.
 *
 * <p>Owns {@code trip.heal}. Always holds: an exchange goes through the same door as a booking, in one transaction with
 * its trace; a sound car is never looked at; nobody whose car is unfit is left without an offer or a person who knows.
 *
 * <p>May call planning, {@code vehicle} and what stands below; {@code trip} exchanges the car.
 */
package org.twinloop.trip.heal;
