package org.twinloop.trip.approval.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.twinloop.identity.Role;

class LevelPeopleTest {
    private static final UUID ZHOU = new UUID(0, 1);
    private static final UUID SUN = new UUID(0, 2);
    private static final UUID HE = new UUID(0, 3);

    @Test
    void one_person_is_not_two_levels() {
        assertTrue(levels(List.of(Set.of(ZHOU))).everyLevelHasItsOwn());
        assertFalse(levels(List.of(Set.of(ZHOU), Set.of(ZHOU))).everyLevelHasItsOwn());
        assertFalse(levels(List.of(Set.of(ZHOU), Set.of())).everyLevelHasItsOwn());
        assertEquals(1, levels(List.of(Set.of(ZHOU), Set.of(ZHOU))).count());
    }

    @Test
    void whoever_is_free_stands_back_for_who_is_not() {
        assertTrue(levels(List.of(Set.of(ZHOU, SUN), Set.of(ZHOU))).everyLevelHasItsOwn());
        assertTrue(levels(List.of(Set.of(ZHOU, SUN), Set.of(ZHOU, HE), Set.of(ZHOU)))
                .everyLevelHasItsOwn());
        assertFalse(levels(List.of(Set.of(ZHOU, SUN), Set.of(ZHOU, SUN), Set.of(SUN)))
                .everyLevelHasItsOwn());
    }

    @Test
    void the_head_is_asked_first_and_not_twice_then_another_approver_then_the_office() {
        ApprovalChain house = ApprovalChain.ofHouse(HE);
        assertEquals(
                List.of("另一名审批人", "用车管理员", "财务"),
                house.further().stream().map(ApprovalLevel::nameZh).toList());
        ApprovalLevel named = new ApprovalLevel("领导", "boss", null, List.of(SUN), 1, null, null);
        ApprovalLevel any = new ApprovalLevel("审批人", "approver", Role.APPROVER, List.of(), 1, null, null);
        assertEquals("单位负责人", chain(any).further().get(0).nameZh());
        assertEquals("另一名审批人", chain(named).further().get(0).nameZh(), "the head holds a level already");
    }

    private static ApprovalChain chain(ApprovalLevel level) {
        return new ApprovalChain(HE, HE, Instant.EPOCH, List.of(level), SUN);
    }

    private static LevelPeople levels(List<Set<UUID>> levels) {
        return new LevelPeople(levels);
    }
}
