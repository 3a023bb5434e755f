/**
 * Disputes: what a traveller holds wrong about a ride or its figures, as a case. The operator answers, a second person
 * decides, and what is in dispute is not paid meanwhile.
 *
 * <p>Owns {@code settlement.dispute}. Always holds, in the database too: a trip has one open case; nobody decides about
 * a trip they travelled on, asked for or rode along on; the operator is heard first, or its time is over; the disputed
 * amount waits in a hold of its own until then.
 *
 * <p>Reads {@code trip.disputed} and {@code trip.confirmed} by cursor. May call {@code ledger}, {@code identity},
 * {@code journal}, {@code common}.
 */
package org.twinloop.settlement.dispute;
