package org.twinloop.trip.approval.chain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.twinloop.trip.approval.rule.ApprovalQuestion.Change;
import org.twinloop.trip.approval.rule.PolicyQuestion;

/** What giving the car back later means for policy. */
public final class Extension {

    private Extension() {}

    /** Measured from what was booked, or from what somebody approved since; never from the last extension. */
    public static Instant latest(Instant booked, Optional<Change.Facts> approved, Duration extendMax) {
        return approved.map(Change.Facts::to)
                .filter(booked::isBefore)
                .orElse(booked)
                .plus(extendMax);
    }

    /**
     * The question that was put at the request, with another end, price and hold, both in fen. Once the departure is
     * past, it counts as put when it was: how long ahead a trip is asked for (PR-04) is no matter of how long it takes.
     */
    public static PolicyQuestion longer(PolicyQuestion q, Instant until, long priceFen, long holdFen, Instant now) {
        PolicyQuestion.Journey j = q.journey();
        PolicyQuestion.Journey longer = new PolicyQuestion.Journey(
                j.mode(),
                j.departAt(),
                until.isAfter(j.arriveAt()) ? until : j.arriveAt(),
                j.from(),
                j.to(),
                j.distanceM(),
                j.car(),
                priceFen,
                OptionalLong.of(holdFen),
                j.costCentre(),
                j.via());
        Instant askedAt = now.isBefore(j.departAt()) ? now : q.askedAt();
        Instant submittedAt = q.submittedAt().orElse(q.askedAt());
        return new PolicyQuestion(
                askedAt, Optional.of(submittedAt), q.stage(), longer, q.purpose(), q.applicant(), q.facts());
    }
}
