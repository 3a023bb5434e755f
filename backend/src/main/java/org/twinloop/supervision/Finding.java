package org.twinloop.supervision;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.ProblemException;

/**
 * Something a rule noticed about a trip; people decide what it means, and nothing follows from it by itself.
 *
 * <pre>
 *   OPEN ──the traveller answers──▶ ANSWERED
 *     │  no answer in time, or dismissed at once   │
 *     └───────────────┬────────────────────────────┘
 *                     ▼ a reviewer who neither travelled nor booked
 *           DISMISSED   UPHELD ──the traveller appeals in time──▶ APPEALED ──another reviewer──▶ FINAL
 * </pre>
 *
 * @param travellerId null for findings from before it was kept
 * @param bookedById who asked for the trip; null when not on record
 * @param outcome the newest decision; null before there is one
 * @param steps what people said, oldest first
 */
record Finding(
        UUID id,
        UUID tripId,
        UUID unitId,
        UUID travellerId,
        UUID bookedById,
        String rule,
        String ruleVersion,
        Phase phase,
        Outcome outcome,
        Instant foundAt,
        JsonNode inputs,
        String textZh,
        String textEn,
        List<FindingStep> steps) {

    Finding {
        steps = List.copyOf(steps);
    }

    /** Where it is in its life. */
    enum Phase {
        OPEN,
        ANSWERED,
        UPHELD,
        DISMISSED,
        APPEALED,
        FINAL
    }

    /** What a reviewer decides. */
    enum Outcome {
        UPHELD,
        DISMISSED
    }

    /** The word that the released contract has for it. */
    String state() {
        return switch (phase) {
            case OPEN, ANSWERED, APPEALED -> "OPEN";
            case UPHELD, DISMISSED, FINAL -> "CLOSED";
        };
    }

    Finding with(List<FindingStep> said) {
        return new Finding(
                id,
                tripId,
                unitId,
                travellerId,
                bookedById,
                rule,
                ruleVersion,
                phase,
                outcome,
                foundAt,
                inputs,
                textZh,
                textEn,
                said);
    }

    /** The finding moved on. */
    Finding with(Phase next, Outcome decided) {
        return new Finding(
                id,
                tripId,
                unitId,
                travellerId,
                bookedById,
                rule,
                ruleVersion,
                next,
                decided,
                foundAt,
                inputs,
                textZh,
                textEn,
                steps);
    }

    boolean isOf(UUID personId) {
        return personId.equals(travellerId);
    }

    /** Whether a person could decide it now, as far as that depends on who they are. */
    boolean mayBeDecidedBy(UUID personId) {
        boolean party = personId.equals(travellerId) || personId.equals(bookedById);
        return !party && steps.stream().noneMatch(step -> step.personId().equals(personId));
    }

    Finding answered() {
        if (phase != Phase.OPEN) {
            throw wrongPhase("answered once, before it is decided");
        }
        return with(Phase.ANSWERED, null);
    }

    /** The decision of a person about an open finding, or about an appeal. */
    Finding reviewed(UUID by, Outcome decided, Instant at, Duration answerWithin) {
        if (by.equals(travellerId) || by.equals(bookedById)) {
            throw new ProblemException(
                    SupervisionProblem.OWN_FINDING, "finding " + id + " is about a trip you travelled on or asked for");
        }
        if (phase == Phase.APPEALED) {
            if (step(FindingStep.Kind.REVIEW)
                    .filter(first -> first.personId().equals(by))
                    .isPresent()) {
                throw new ProblemException(
                        SupervisionProblem.SAME_REVIEWER,
                        "you decided finding " + id + "; somebody else hears the appeal");
            }
            return with(Phase.FINAL, decided);
        }
        if (phase != Phase.OPEN && phase != Phase.ANSWERED) {
            throw wrongPhase("decided once, and once more after an appeal");
        }
        Instant heardUntil = foundAt.plus(answerWithin);
        if (phase == Phase.OPEN && decided == Outcome.UPHELD && at.isBefore(heardUntil)) {
            throw new ProblemException(
                    SupervisionProblem.ANSWER_AWAITED,
                    "the traveller has until " + heardUntil + " to answer; before that it can only be dismissed");
        }
        return with(decided == Outcome.UPHELD ? Phase.UPHELD : Phase.DISMISSED, decided);
    }

    Finding appealed(Instant at, Duration appealWithin) {
        if (phase != Phase.UPHELD) {
            throw wrongPhase("appealed against once, while it is upheld");
        }
        Instant until = step(FindingStep.Kind.REVIEW).orElseThrow().saidAt().plus(appealWithin);
        if (at.isAfter(until)) {
            throw new ProblemException(SupervisionProblem.APPEAL_TOO_LATE, "an appeal was possible until " + until);
        }
        return with(Phase.APPEALED, outcome);
    }

    private Optional<FindingStep> step(FindingStep.Kind kind) {
        return steps.stream().filter(step -> step.kind() == kind).findFirst();
    }

    private ProblemException wrongPhase(String when) {
        return new ProblemException(
                SupervisionProblem.WRONG_PHASE, "finding " + id + " is " + phase + "; it is " + when);
    }
}
