/**
 * Plain double entry: budgets of units, what we owe partners, and the transfers between them. Knows no trip.
 *
 * <p>Owns the schema {@code ledger}. Always true: transfers are only ever added (the runtime role has no update or
 * delete on them); a hold is posted or voided once; a budget is never overdrawn; each budget row equals the sum over
 * its transfers (view {@code ledger.proof}); a repeated call changes nothing. A call locks one budget row and no other.
 *
 * <p>May call {@code common}, {@code journal}, {@code identity}, {@code operator}.
 */
package org.twinloop.ledger;
