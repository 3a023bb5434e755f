/**
 * What is asked again at night: for each unit and each of the last days all rules over what happened, with the facts
 * that are there by then, and the rules over a day of a car; and whatever changed about earlier ones.
 *
 * <p>Owns tables {@code supervision.night_*} and {@code supervision.ride_check}. A reader's path: {@code NightTimer}
 * (which units and days) → {@code NightRound} (one unit and day, one transaction) → {@code NightTrips}, {@code
 * NightCars} → plain functions ({@code Track} and {@code supervision.ride}). {@code ChangeWatcher} notes what is told
 * of trips by the journal.
 *
 * <p>Always holds: the same facts asked again change nothing, since a rule finds the same thing once; what is not on
 * record is never guessed; whatever is found is a question to people. Reads published views only.
 *
 * <p>May call {@code supervision} and its rules, {@code trip.approval}, {@code trip.planning} and what lies below.
 */
package org.twinloop.supervision.night;
