/**
 * What policy needs to know and no other register has: what a kept car is registered for (PR-24), what powers the cars
 * of a car service (PR-35), and what was charged on the accounts of units (PR-50, PR-53).
 *
 * <p>Owns {@code trip.kept_car}, {@code trip.service_power}, {@code trip.charging_order} and {@code
 * trip.register_import}. Always holds: what never came is not on record and never guessed; the same file again
 * changes nothing; a line holds from its day until a later one.
 *
 * <p>A reader's path: {@code RegisterResource} → {@code RegisterImport} → {@code RegisterRepository}; {@code
 * PolicyRegisters} keeps what plans ask for in memory. May call identity, operator and journal.
 */
package org.twinloop.trip.approval.register;
