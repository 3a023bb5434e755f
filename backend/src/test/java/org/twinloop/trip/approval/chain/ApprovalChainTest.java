package org.twinloop.trip.approval.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.identity.Role;
import org.twinloop.trip.approval.Approval.Decision;
import org.twinloop.trip.approval.chain.ChainStep.About;
import org.twinloop.trip.approval.chain.ChainStep.State;
import org.twinloop.trip.approval.chain.ChainStep.Word;

/** The way of a request through its levels. */
class ApprovalChainTest {
    private static final Instant NINE = Instant.parse("2026-11-23T01:00:00Z");
    private static final Instant TEN = NINE.plus(Duration.ofHours(1));
    private static final UUID UNIT = new UUID(0, 1);
    private static final UUID WANG = new UUID(1, 1);
    private static final UUID ZHOU = new UUID(1, 2);
    private static final UUID HE = new UUID(1, 3);
    private static final UUID SUN = new UUID(1, 4);
    private static final About TRIP = new About(new UUID(3, 3), 1, UNIT, WANG, WANG);

    private static final ChainConfig CONFIG = new ChainConfig() {
        @Override
        public Duration remindAfter() {
            return Duration.ofHours(1);
        }

        @Override
        public Duration passOnAfter() {
            return Duration.ofHours(2);
        }

        @Override
        public Duration publishAheadMax() {
            return Duration.ofDays(366);
        }
    };

    @Test
    void a_unit_without_a_chain_has_one_level_that_any_approver_holds() {
        List<ApprovalLevel> asked = ApprovalChain.ofHouse(UNIT).asked(3);

        assertEquals(1, asked.size());
        assertEquals(Role.APPROVER, asked.get(0).role());
    }

    @Test
    void policy_decides_how_many_levels_are_asked() {
        ApprovalChain chain = threeLevels(null);

        assertEquals(List.of("部门负责人", "办公室"), names(chain.asked(1)));
        assertEquals(List.of("部门负责人", "办公室", "分管领导"), names(chain.asked(2)));
        assertEquals(List.of("部门负责人"), names(chain.asked(0)));
    }

    @Test
    void one_level_is_open_at_a_time_and_the_last_ends_it() {
        List<ChainStep> steps = ChainStep.round(TRIP, threeLevels(null).asked(2), NINE);
        assertEquals(List.of(State.OPEN, State.WAITING, State.WAITING), states(steps));

        List<ChainStep> second = ChainStep.decided(steps, word(Decision.APPROVE, ZHOU));
        assertEquals(List.of(State.APPROVED, State.OPEN, State.WAITING), states(second));
        assertEquals(TEN, second.get(1).openedAt());

        List<ChainStep> third = ChainStep.decided(second, word(Decision.APPROVE, HE));
        List<ChainStep> done = ChainStep.decided(third, word(Decision.APPROVE, SUN));
        assertEquals(List.of(State.APPROVED, State.APPROVED, State.APPROVED), states(done));
        assertEquals(Optional.empty(), ChainStep.open(done));
    }

    @Test
    void a_rejection_and_a_return_ask_nobody_further() {
        List<ChainStep> steps = ChainStep.round(TRIP, threeLevels(null).asked(1), NINE);

        assertEquals(
                List.of(State.REJECTED, State.CLOSED), states(ChainStep.decided(steps, word(Decision.REJECT, ZHOU))));
        assertEquals(
                List.of(State.RETURNED, State.CLOSED), states(ChainStep.decided(steps, word(Decision.RETURN, ZHOU))));
        assertEquals(List.of(State.CLOSED, State.CLOSED), states(ChainStep.closed(steps)));
        assertThrows(IllegalArgumentException.class, () -> ChainStep.decided(steps, word(Decision.EXPIRE, ZHOU)));
    }

    @Test
    void an_unanswered_level_is_passed_on_to_the_next_and_the_last_to_the_head() {
        ApprovalChain chain = threeLevels(SUN);
        List<ChainStep> steps = ChainStep.round(TRIP, chain.asked(1), NINE);

        List<ChainStep> once = chain.passedOn(steps, TEN);
        assertEquals(List.of(State.PASSED_ON, State.OPEN), states(once));

        List<ChainStep> twice = chain.passedOn(once, TEN);
        assertEquals(List.of(State.PASSED_ON, State.PASSED_ON, State.OPEN), states(twice));
        assertEquals(List.of(SUN), twice.get(2).people());
        assertSame(twice, chain.passedOn(twice, TEN), "there is nobody above the head");
    }

    @Test
    void without_a_head_or_when_the_head_travels_or_decided_the_last_level_stays_open() {
        ApprovalChain none = threeLevels(null);
        List<ChainStep> last = none.passedOn(ChainStep.round(TRIP, none.asked(1), NINE), TEN);
        assertSame(last, none.passedOn(last, TEN));
        assertEquals(Optional.empty(), none.passOnAfter(last.get(1), last, CONFIG));

        ApprovalChain travelling = threeLevels(WANG);
        assertSame(last, travelling.passedOn(last, TEN));

        ApprovalChain again = threeLevels(ZHOU);
        List<ChainStep> decided =
                ChainStep.decided(ChainStep.round(TRIP, again.asked(1), NINE), word(Decision.APPROVE, ZHOU));
        assertSame(decided, again.passedOn(decided, TEN), "one person never decides two levels");
    }

    @Test
    void times_are_those_of_the_level_or_the_default() {
        ApprovalChain chain = threeLevels(SUN);
        List<ChainStep> steps = ChainStep.round(TRIP, chain.asked(1), NINE);

        assertEquals(Duration.ofMinutes(30), chain.remindAfter(steps.get(0), CONFIG));
        assertEquals(Optional.of(Duration.ofMinutes(45)), chain.passOnAfter(steps.get(0), steps, CONFIG));
        assertEquals(Duration.ofHours(1), chain.remindAfter(steps.get(1), CONFIG));
        assertEquals(Optional.of(Duration.ofHours(2)), chain.passOnAfter(steps.get(1), steps, CONFIG));
    }

    @Test
    void a_level_is_held_by_a_role_or_by_people() {
        assertTrue(ApprovalLevel.anyApprover().isHeld());
        assertTrue(!level("a", Role.APPROVER, List.of(ZHOU), 1).isHeld());
        assertTrue(!level("a", null, List.of(), 1).isHeld());
    }

    private static ApprovalChain threeLevels(UUID head) {
        ApprovalLevel first = new ApprovalLevel("部门负责人", "head of department", Role.APPROVER, List.of(), 1, 30, 45);
        return new ApprovalChain(
                UUID.randomUUID(),
                UNIT,
                NINE,
                List.of(first, level("办公室", null, List.of(HE), 1), level("分管领导", null, List.of(SUN), 2)),
                head);
    }

    private static ApprovalLevel level(String name, Role role, List<UUID> people, int from) {
        return new ApprovalLevel(name, name, role, people, from, null, null);
    }

    private static Word word(Decision decision, UUID by) {
        return new Word(decision, by, null, "同意", TEN);
    }

    private static List<String> names(List<ApprovalLevel> levels) {
        return levels.stream().map(ApprovalLevel::nameZh).toList();
    }

    private static List<State> states(List<ChainStep> steps) {
        return steps.stream().map(ChainStep::state).toList();
    }
}
