package org.twinloop.ledger;

import java.util.UUID;
import org.twinloop.common.Money;

/**
 * Money of a budget set aside for a trip.
 *
 * <pre>
 *   HELD ──post──▶ POSTED   (the amount paid may be less, or more where the budget allows)
 *     └────void──▶ VOIDED
 * </pre>
 *
 * @param posted what was paid; zero unless POSTED
 */
public record Hold(
        UUID id,
        UUID budgetAccountId,
        UUID unitId,
        UUID tripId,
        Money amount,
        State state,
        UUID payeeId,
        Money posted) {

    /** A hold is posted or voided once, and stays so. */
    public enum State {
        HELD,
        POSTED,
        VOIDED
    }
}
