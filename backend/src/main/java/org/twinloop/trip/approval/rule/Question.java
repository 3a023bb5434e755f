package org.twinloop.trip.approval.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.twinloop.common.CityTime;

/**
 * What is put to policy. One part is what somebody asks for and can change ({@code journey} and {@code purpose} of a
 * trip, {@code request} elsewhere); the rest are facts. A fact that is not on record is empty, never guessed.
 */
public sealed interface Question
        permits PolicyQuestion, DriverQuestion, ApprovalQuestion, ExpenseQuestion, Observation {

    /** When policy is asked. */
    Instant askedAt();

    static LocalDateTime local(Instant at) {
        return LocalDateTime.ofInstant(at, CityTime.ZONE);
    }

    static LocalDate day(Instant at) {
        return local(at).toLocalDate();
    }

    static Instant instant(LocalDateTime local) {
        return local.atZone(CityTime.ZONE).toInstant();
    }
}
