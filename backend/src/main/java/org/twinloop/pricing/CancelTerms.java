package org.twinloop.pricing;

import java.time.Duration;
import java.time.Instant;
import org.twinloop.common.Money;

/**
 * What giving up a booked ride costs, by the price list it was booked with; tax included.
 *
 * @param freeMinutes free until so many minutes before the departure, 0…10,080
 * @param feeFen after that
 * @param noShowFen when nobody comes
 */
public record CancelTerms(int freeMinutes, long feeFen, long noShowFen) {

    /** Of price lists that say nothing about it: it costs nothing. */
    public static final CancelTerms FREE = new CancelTerms(0, 0, 0);

    /** What cancelling at a moment costs. */
    public Money feeAt(Instant departAt, Instant at) {
        return at.isAfter(freeUntil(departAt)) ? Money.fen(feeFen) : Money.ZERO;
    }

    /** Until when it is free. */
    public Instant freeUntil(Instant departAt) {
        return departAt.minus(Duration.ofMinutes(freeMinutes));
    }

    public Money noShowFee() {
        return Money.fen(noShowFen);
    }
}
