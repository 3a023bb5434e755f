package org.twinloop.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.twinloop.common.ProblemException;
import org.twinloop.supervision.Finding.Outcome;
import org.twinloop.supervision.Finding.Phase;
import org.twinloop.supervision.FindingStep.Kind;

/** The life of a finding, without a database. */
class FindingTest {

    private static final Instant FOUND = Instant.parse("2026-11-23T02:00:00Z");
    private static final Duration FIVE_DAYS = Duration.ofDays(5);
    private static final UUID TRAVELLER = new UUID(0, 1);
    private static final UUID BOOKER = new UUID(0, 2);
    private static final UUID LIN = new UUID(0, 3);
    private static final UUID ZHAO = new UUID(0, 4);

    @Test
    void it_is_answered_once() {
        Finding answered = finding(Phase.OPEN).answered();

        assertEquals(Phase.ANSWERED, answered.phase());
        assertEquals("OPEN", answered.state());
        refused(SupervisionProblem.WRONG_PHASE, answered::answered);
    }

    @Test
    void the_traveller_is_heard_before_it_is_upheld() {
        Finding open = finding(Phase.OPEN);
        Instant lastDay = FOUND.plus(FIVE_DAYS);

        refused(
                SupervisionProblem.ANSWER_AWAITED,
                () -> open.reviewed(LIN, Outcome.UPHELD, lastDay.minusSeconds(1), FIVE_DAYS));
        assertEquals(
                Phase.UPHELD,
                open.reviewed(LIN, Outcome.UPHELD, lastDay, FIVE_DAYS).phase());
        assertEquals(
                Phase.DISMISSED,
                open.reviewed(LIN, Outcome.DISMISSED, FOUND, FIVE_DAYS).phase());
    }

    @Test
    void who_travelled_or_booked_decides_nothing() {
        Finding answered = finding(Phase.OPEN).answered();

        for (UUID party : List.of(TRAVELLER, BOOKER)) {
            refused(
                    SupervisionProblem.OWN_FINDING,
                    () -> answered.reviewed(party, Outcome.DISMISSED, FOUND, FIVE_DAYS));
        }
    }

    @Test
    void an_appeal_is_decided_by_another_person_and_is_final() {
        Finding appealed = upheldBy(LIN).appealed(FOUND.plus(FIVE_DAYS), FIVE_DAYS);

        refused(SupervisionProblem.SAME_REVIEWER, () -> appealed.reviewed(LIN, Outcome.UPHELD, FOUND, FIVE_DAYS));
        Finding last = appealed.reviewed(ZHAO, Outcome.DISMISSED, FOUND, FIVE_DAYS);
        assertEquals(Phase.FINAL, last.phase());
        assertEquals(Outcome.DISMISSED, last.outcome());
        assertEquals("CLOSED", last.state());
        refused(SupervisionProblem.WRONG_PHASE, () -> last.reviewed(ZHAO, Outcome.UPHELD, FOUND, FIVE_DAYS));
        refused(SupervisionProblem.WRONG_PHASE, () -> last.appealed(FOUND, FIVE_DAYS));
    }

    @Test
    void an_appeal_comes_in_time_and_against_what_is_upheld() {
        Instant tooLate = FOUND.plus(FIVE_DAYS).plusSeconds(1);

        refused(SupervisionProblem.APPEAL_TOO_LATE, () -> upheldBy(LIN).appealed(tooLate, FIVE_DAYS));
        refused(SupervisionProblem.WRONG_PHASE, () -> finding(Phase.DISMISSED).appealed(FOUND, FIVE_DAYS));
    }

    private static void refused(SupervisionProblem problem, Executable deed) {
        assertEquals(problem, assertThrows(ProblemException.class, deed).problem());
    }

    private static Finding finding(Phase phase) {
        return new Finding(
                new UUID(1, 1),
                new UUID(1, 2),
                new UUID(1, 3),
                TRAVELLER,
                BOOKER,
                "PR-43",
                "2",
                phase,
                phase == Phase.DISMISSED ? Outcome.DISMISSED : null,
                FOUND,
                JsonNodeFactory.instance.objectNode(),
                "里程超出，请说明。",
                "Too long; please explain.",
                List.of());
    }

    private static Finding upheldBy(UUID reviewer) {
        Finding open = finding(Phase.OPEN).answered();
        Finding upheld = open.reviewed(reviewer, Outcome.UPHELD, FOUND, FIVE_DAYS);
        List<FindingStep> steps = new ArrayList<>();
        steps.add(new FindingStep(open.id(), Kind.REVIEW, reviewer, "林", Outcome.UPHELD, "绕行无据", FOUND));
        return upheld.with(steps);
    }
}
