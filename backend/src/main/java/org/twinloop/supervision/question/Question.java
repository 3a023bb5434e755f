package org.twinloop.supervision.question;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.twinloop.common.GeoPoint;
import org.twinloop.common.ProblemException;

/**
 * What a traveller is asked about the trip they are on.
 *
 * <pre>
 *   ASKED ──answered, reason explains it──▶ EXPLAINED ──┐
 *     │ ──answered otherwise──▶ TO_DECIDE ──────────────┤ a supervisor who neither travelled nor booked
 *     └──nobody answered in time──▶ TO_DECIDE           ▼
 *        (a late answer is still taken)      ACCEPTED   FINDING
 * </pre>
 *
 * @param beganAt event time at which it began, {@code endedAt} at which it was over; null while it goes on
 * @param inputs the values the rule saw, without places
 * @param place where the car was when it was asked; empty when that was not known
 * @param findingId the finding it became; null unless FINDING
 */
record Question(
        UUID id,
        About about,
        String rule,
        String ruleVersion,
        Phase phase,
        Instant beganAt,
        Instant endedAt,
        Instant askedAt,
        Instant dueAt,
        JsonNode inputs,
        Optional<Place> place,
        String textZh,
        String textEn,
        Optional<Answer> answer,
        Optional<Decision> decision,
        UUID findingId) {

    /** Where it is in its life. */
    enum Phase {
        ASKED,
        EXPLAINED,
        TO_DECIDE,
        ACCEPTED,
        FINDING
    }

    /** What a supervisor makes of it. */
    enum Verdict {
        ACCEPTED,
        FINDING
    }

    /** Whose trip; who asked for it may be null. */
    record About(UUID tripId, UUID unitId, UUID travellerId, UUID bookedById) {}

    record Place(GeoPoint point, double accuracyM, Instant at) {}

    /** @param said in their own words; null where the reason says it */
    record Answer(Reason reason, String said, Instant at) {}

    record Decision(Verdict verdict, UUID by, String nameZh, String reason, Instant at) {}

    boolean mayBeDecidedBy(UUID personId) {
        return !personId.equals(about.travellerId()) && !personId.equals(about.bookedById());
    }

    /** Where it stands once it is answered; refuses a second answer and one after the decision. */
    Phase answered(Reason reason, Set<Reason> explaining) {
        boolean open = phase == Phase.ASKED || phase == Phase.TO_DECIDE;
        if (!open || answer.isPresent()) {
            throw new ProblemException(
                    QuestionProblem.QUESTION_CLOSED, "question " + id + " is " + phase + "; it is answered once");
        }
        return phase == Phase.ASKED && explaining.contains(reason) ? Phase.EXPLAINED : Phase.TO_DECIDE;
    }

    /** Refuses unless a person may decide it now. */
    void requireDecidable(UUID by) {
        if (!mayBeDecidedBy(by)) {
            throw new ProblemException(
                    QuestionProblem.OWN_QUESTION, "question " + id + " is about a trip you travelled on or asked for");
        }
        if (phase == Phase.ASKED) {
            throw new ProblemException(
                    QuestionProblem.QUESTION_AWAITS_ANSWER, "the traveller has until " + dueAt + " to answer");
        }
        if (phase != Phase.EXPLAINED && phase != Phase.TO_DECIDE) {
            throw new ProblemException(
                    QuestionProblem.QUESTION_CLOSED, "question " + id + " is " + phase + "; it is decided once");
        }
    }
}
