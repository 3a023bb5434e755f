package org.twinloop.trip.ride;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.Money;

/**
 * What is said and owed about a trip afterwards: whether the traveller confirms it, what giving it up cost, and the
 * reason of an emergency (PR-07). Part of the row of the trip.
 */
@Embeddable
public class Aftermath {
    /** How an ended trip was acknowledged. */
    public enum Confirmation {
        TRAVELLER,
        AUTOMATIC,
        DISPUTED,
        /** The dispute about it was decided. */
        DECIDED
    }

    @Enumerated(EnumType.STRING)
    private Confirmation confirmation;

    @Column(name = "confirmed_by")
    private UUID confirmedBy;

    @Column(name = "confirmed_at")
    private Instant confirmedAt;

    private String statement;

    @Column(name = "fee_fen")
    private Long feeFen;

    private String backfill;

    @Column(name = "backfilled_at")
    private Instant backfilledAt;

    public void confirm(Confirmation how, UUID by, String said, Instant at) {
        confirmation = how;
        confirmedBy = by;
        confirmedAt = at;
        statement = said;
    }

    public void owe(Money fee) {
        feeFen = fee.fen();
    }

    public void backfill(String why, Instant at) {
        backfill = why;
        backfilledAt = at;
    }

    public Optional<Confirmation> confirmation() {
        return Optional.ofNullable(confirmation);
    }

    /** Null for a confirmation by time. */
    public UUID confirmedBy() {
        return confirmedBy;
    }

    public Instant confirmedAt() {
        return confirmedAt;
    }

    /** What the traveller said; null when nothing. */
    public String statement() {
        return statement;
    }

    /** What giving the trip up cost. */
    public Money fee() {
        return Money.fen(feeFen == null ? 0 : feeFen);
    }

    public Optional<Long> feeFen() {
        return Optional.ofNullable(feeFen);
    }

    public Optional<String> backfill() {
        return Optional.ofNullable(backfill);
    }

    public Instant backfilledAt() {
        return backfilledAt;
    }

    /** Whether it can be archived some days after it was settled. */
    public boolean isAgreed() {
        return confirmation != null && confirmation != Confirmation.DISPUTED;
    }
}
