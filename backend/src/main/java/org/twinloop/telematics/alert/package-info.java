/**
 * Alerts of cars: rules that have to look at all cars at once, signs a terminal raises itself, and the list of
 * everything noted, these and what the rules over the stream saw.
 *
 * <p>Works on {@code telematics.occurrence}. A reader's path: {@code AlertRules} (the
 * list) → {@code AlertLoop} (one look, one transaction, one instance at a time) → {@code AlertRepository}. Signs of
 * tampering come through {@code AlarmIntake} (topic {@code alarm}); the desk reads through {@code AlertResource}.
 *
 * <p>Always holds: an occurrence is noted once and told when it begins and when it ends; times are event times; the
 * accuracy of a fix counts in the car's favour. May call {@code telematics}, {@code vehicle}, {@code network}, {@code
 * device}, {@code journal}.
 */
package org.twinloop.telematics.alert;
