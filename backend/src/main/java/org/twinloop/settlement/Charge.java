package org.twinloop.settlement;

import java.util.UUID;
import org.twinloop.common.Money;

/** What a trip owes one partner, and the hold that pays it. */
record Charge(UUID holdId, UUID operatorId, Money amount, Money held) {

    /** What is posted when only the hold may be paid. */
    Money withinHold() {
        return amount.min(held);
    }

    Money aboveHold() {
        return amount.compareTo(held) > 0 ? amount.minus(held) : Money.ZERO;
    }
}
