package org.twinloop.trip.approval.chain;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.twinloop.identity.Role;

/**
 * One level of a chain.
 *
 * @param role whoever of the unit has it holds the level; null when people are named
 * @param people who holds the level; empty when a role does
 * @param fromLevels asked when policy wants at least so many levels, 1…5; 1 is always asked
 * @param remindMinutes until its holders are reminded, null for the default
 * @param passOnMinutes until the next level, or the head of the unit, is asked instead; null for the default
 */
public record ApprovalLevel(
        @NotNull @Size(min = 1, max = 40) String nameZh,
        @NotNull @Size(min = 1, max = 80) String nameEn,
        Role role,
        @NotNull @Size(max = 20) List<@NotNull UUID> people,
        @NotNull @Min(1) @Max(5) Integer fromLevels,
        @Min(5) @Max(10_080) Integer remindMinutes,
        @Min(5) @Max(10_080) Integer passOnMinutes) {

    public ApprovalLevel {
        // Holes are for the validation to name.
        people = people == null ? null : Collections.unmodifiableList(new ArrayList<>(people));
    }

    static ApprovalLevel anyApprover() {
        return new ApprovalLevel("审批人", "approver", Role.APPROVER, List.of(), 1, null, null);
    }

    /** Whoever of the unit has a role, where a chain has fewer levels than policy wants. */
    static ApprovalLevel further(Role role) {
        return switch (role) {
            case VEHICLE_ADMINISTRATOR ->
                new ApprovalLevel("用车管理员", "vehicle administrator", role, List.of(), 2, null, null);
            case FINANCE -> new ApprovalLevel("财务", "finance", role, List.of(), 2, null, null);
            default -> new ApprovalLevel("另一名审批人", "another approver", Role.APPROVER, List.of(), 2, null, null);
        };
    }

    static ApprovalLevel ofHead(UUID headId) {
        return new ApprovalLevel("单位负责人", "head of the unit", null, List.of(headId), 2, null, null);
    }

    /** Whether somebody can hold it: a role or names, not both and not neither. */
    boolean isHeld() {
        return (role == null) != people.isEmpty();
    }
}
