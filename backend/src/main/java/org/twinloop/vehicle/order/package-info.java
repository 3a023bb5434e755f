/**
 * Orders of the fleet desk to a car: lock, unlock, find, immobilise, charge.
 *
 * <p>Owns no table; the command stands in {@code device.command}, the reason in the journal. Always holds: every order
 * has a reason and is journalled once with whoever gave it; the same id is the same order; a car is immobilised only
 * while its own newest report says that it stands.
 *
 * <p>May call {@code vehicle}, {@code device.command}, {@code journal}, {@code identity}.
 */
package org.twinloop.vehicle.order;
