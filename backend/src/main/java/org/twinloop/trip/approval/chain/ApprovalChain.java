package org.twinloop.trip.approval.chain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.identity.Role;

/**
 * The levels of a unit from a day on.
 *
 * @param id null for the chain of units that set none
 * @param headId who decides when the last level does not answer; null when nobody does
 */
public record ApprovalChain(UUID id, UUID unitId, Instant validFrom, List<ApprovalLevel> levels, UUID headId) {
    public ApprovalChain {
        levels = List.copyOf(levels);
    }

    /** Of a unit that set none: any approver decides, once. */
    static ApprovalChain ofHouse(UUID unitId) {
        return new ApprovalChain(null, unitId, Instant.EPOCH, List.of(ApprovalLevel.anyApprover()), null);
    }

    /**
     * The levels a request has to pass, in order; at least the first.
     *
     * @param wanted how many levels policy wants
     */
    List<ApprovalLevel> asked(int wanted) {
        List<ApprovalLevel> asked =
                levels.stream().filter(level -> level.fromLevels() <= wanted).toList();
        return asked.isEmpty() ? List.of(levels.get(0)) : asked;
    }

    /**
     * Whom a level more is put to where policy wants more levels than the chain has, in this order: the head of the
     * unit, another approver, the unit's office.
     */
    List<ApprovalLevel> further() {
        List<ApprovalLevel> further = new ArrayList<>();
        boolean asksHead = headId != null
                && levels.stream().noneMatch(level -> level.people().equals(List.of(headId)));
        if (asksHead) {
            further.add(ApprovalLevel.ofHead(headId));
        }
        further.add(ApprovalLevel.further(Role.APPROVER));
        further.add(ApprovalLevel.further(Role.VEHICLE_ADMINISTRATOR));
        further.add(ApprovalLevel.further(Role.FINANCE));
        return further;
    }

    Optional<ApprovalLevel> named(String nameZh) {
        return levels.stream().filter(level -> level.nameZh().equals(nameZh)).findFirst();
    }

    /** After how long the holders of a level are reminded. */
    Duration remindAfter(ChainStep step, ChainConfig config) {
        return named(step.nameZh())
                .map(ApprovalLevel::remindMinutes)
                .map(Duration::ofMinutes)
                .orElseGet(config::remindAfter);
    }

    /** After how long the level is passed on; empty when there is nobody to pass it on to. */
    Optional<Duration> passOnAfter(ChainStep step, List<ChainStep> steps, ChainConfig config) {
        boolean more = steps.stream().anyMatch(other -> other.level() > step.level());
        if (!more && !mayAskHead(steps)) {
            return Optional.empty();
        }
        return Optional.of(named(step.nameZh())
                .map(ApprovalLevel::passOnMinutes)
                .map(Duration::ofMinutes)
                .orElseGet(config::passOnAfter));
    }

    /** The head decides about nobody's trip twice, nor about their own. */
    private boolean mayAskHead(List<ChainStep> steps) {
        return headId != null
                && steps.stream()
                        .noneMatch(step -> headId.equals(step.decidedBy())
                                || step.isOf(headId)
                                || step.people().equals(List.of(headId)));
    }

    /**
     * The steps after the open one was not answered: the next level is asked, or else the head; unchanged when there is
     * neither.
     */
    List<ChainStep> passedOn(List<ChainStep> steps, Instant at) {
        ChainStep open = ChainStep.open(steps).orElse(null);
        boolean more = open != null && steps.stream().anyMatch(step -> step.level() > open.level());
        if (open == null || !more && !mayAskHead(steps)) {
            return steps;
        }
        List<ChainStep> after = new ArrayList<>();
        steps.forEach(step -> after.add(step.equals(open) ? step.closed(ChainStep.State.PASSED_ON) : step));
        if (!more) {
            after.add(open.head(headId));
        }
        return ChainStep.openNext(after, at);
    }
}
