/**
 * Charging sites, piles (OCPI: EVSE) and their connectors: newest status with age, meter readings, charging sessions
 * and
 * reservations.
 *
 * <p>Always holds: a status older than the configured age is UNKNOWN, never free; a connector is reserved once at a
 * time; an old report never overwrites a newer one; a session's energy is the sum of rises of the meter. Piles speak
 * through {@code device}; a message is acknowledged after the commit of what it changed.
 *
 * <p>May call {@code common}, {@code journal}, {@code identity}, {@code operator}, {@code network}, {@code device} and
 * {@code vehicle}.
 */
package org.twinloop.charging;
