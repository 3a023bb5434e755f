package org.twinloop.trip.approval.rule;

import java.time.Instant;
import java.util.UUID;
import org.twinloop.trip.approval.rule.PolicyQuestion.Licence;

/** Somebody wants to open the car of a trip. */
public record DriverQuestion(Instant askedAt, Request request, Facts facts) implements Question {

    public record Request(UUID driverId) {}

    /**
     * What is on record.
     *
     * @param namedDriverId who may drive: the traveller of the trip
     * @param member whether the driver serves a unit today and is not suspended
     */
    public record Facts(UUID namedDriverId, boolean member, Licence licence) {}
}
