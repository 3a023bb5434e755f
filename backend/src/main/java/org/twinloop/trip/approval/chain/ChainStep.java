package org.twinloop.trip.approval.chain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.identity.Role;
import org.twinloop.trip.approval.Approval.Decision;

/**
 * What became of one level of one round of a request.
 *
 * <pre>
 *   WAITING ──the level before agreed, or did not answer──► OPEN ──► APPROVED | REJECTED | RETURNED
 *      │                                                     ├─ nobody answered ► PASSED_ON
 *      └────────── the request is decided or given up ───────┴────────────────► CLOSED
 * </pre>
 *
 * @param role whoever of the unit has it holds the level; null when people are named
 * @param inSteadOf whose right it was, when a deputy decided
 */
public record ChainStep(
        UUID tripId,
        int round,
        int level,
        UUID unitId,
        UUID travellerId,
        UUID actorId,
        String nameZh,
        String nameEn,
        Role role,
        List<UUID> people,
        State state,
        Instant openedAt,
        UUID decidedBy,
        UUID inSteadOf,
        Instant decidedAt,
        String reason) {

    /** Where a level stands. */
    public enum State {
        WAITING,
        OPEN,
        APPROVED,
        REJECTED,
        RETURNED,
        PASSED_ON,
        CLOSED
    }

    /** Who decided, in whose stead, when and why. */
    public record Word(Decision decision, UUID by, UUID inSteadOf, String reason, Instant at) {}

    /** About which request: the round counts up each time it is asked anew. */
    public record About(UUID tripId, int round, UUID unitId, UUID travellerId, UUID actorId) {}

    public ChainStep {
        people = List.copyOf(people);
    }

    /** The levels of a new round, the first one open. */
    static List<ChainStep> round(About about, List<ApprovalLevel> levels, Instant at) {
        List<ChainStep> steps = java.util.stream.IntStream.range(0, levels.size())
                .mapToObj(i -> new ChainStep(
                        about.tripId(),
                        about.round(),
                        i + 1,
                        about.unitId(),
                        about.travellerId(),
                        about.actorId(),
                        levels.get(i).nameZh(),
                        levels.get(i).nameEn(),
                        levels.get(i).role(),
                        levels.get(i).people(),
                        State.WAITING,
                        null,
                        null,
                        null,
                        null,
                        null))
                .toList();
        return openNext(steps, at);
    }

    /** The level that is asked now. */
    public static Optional<ChainStep> open(List<ChainStep> steps) {
        return steps.stream().filter(step -> step.state == State.OPEN).findFirst();
    }

    /** The steps with the first waiting one open. */
    static List<ChainStep> openNext(List<ChainStep> steps, Instant at) {
        Optional<ChainStep> next =
                steps.stream().filter(step -> step.state == State.WAITING).findFirst();
        return steps.stream()
                .map(step -> next.filter(step::equals).isPresent() ? step.with(State.OPEN, at, null) : step)
                .toList();
    }

    /** The steps after a decision about the open one: the next is asked, or those left are closed. */
    static List<ChainStep> decided(List<ChainStep> steps, Word word) {
        State taken = switch (word.decision()) {
            case APPROVE -> State.APPROVED;
            case REJECT -> State.REJECTED;
            case RETURN -> State.RETURNED;
            case EXPIRE, WITHDRAW -> throw new IllegalArgumentException("not a decision of a person: " + word);
        };
        List<ChainStep> after = steps.stream()
                .map(step -> step.state == State.OPEN ? step.with(taken, step.openedAt, word) : step)
                .toList();
        return taken == State.APPROVED ? openNext(after, word.at()) : closed(after);
    }

    /** The steps when nobody has to decide any more. */
    static List<ChainStep> closed(List<ChainStep> steps) {
        return steps.stream()
                .map(step -> step.state == State.OPEN || step.state == State.WAITING ? step.closed(State.CLOSED) : step)
                .toList();
    }

    ChainStep closed(State how) {
        return with(how, openedAt, null);
    }

    /** The level above the last: the head of the unit. */
    ChainStep head(UUID headId) {
        return new ChainStep(
                tripId,
                round,
                level + 1,
                unitId,
                travellerId,
                actorId,
                "单位负责人",
                "head of the unit",
                null,
                List.of(headId),
                State.WAITING,
                null,
                null,
                null,
                null,
                null);
    }

    /** Whether a person travels or asked. */
    public boolean isOf(UUID personId) {
        return travellerId.equals(personId) || actorId.equals(personId);
    }

    private ChainStep with(State next, Instant opened, Word word) {
        return new ChainStep(
                tripId,
                round,
                level,
                unitId,
                travellerId,
                actorId,
                nameZh,
                nameEn,
                role,
                people,
                next,
                opened,
                word == null ? null : word.by(),
                word == null ? null : word.inSteadOf(),
                word == null ? null : word.at(),
                word == null ? null : word.reason());
    }
}
