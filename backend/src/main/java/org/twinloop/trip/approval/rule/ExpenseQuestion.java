package org.twinloop.trip.approval.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.twinloop.trip.approval.rule.PolicyQuestion.Applicant;

/** A person wants the unit to pay for local transport that was not booked here. */
public record ExpenseQuestion(Instant askedAt, Request request, Applicant applicant) implements Question {

    /** What was used. */
    public enum Kind {
        TAXI,
        METRO,
        BUS,
        OWN_CAR,
        PARKING
    }

    /** Who is to bear it. */
    public enum Bearer {
        UNIT,
        SELF
    }

    /**
     * One line of a claim.
     *
     * @param fromDistrict empty when not stated, so {@code toDistrict}
     */
    public record Request(
            Kind kind,
            LocalDate day,
            Optional<String> fromDistrict,
            Optional<String> toDistrict,
            long amountFen,
            Bearer bearer) {}
}
