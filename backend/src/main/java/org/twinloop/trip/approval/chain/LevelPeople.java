package org.twinloop.trip.approval.chain;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Who could decide each level of a round. */
record LevelPeople(List<Set<UUID>> levels) {

    LevelPeople {
        levels = List.copyOf(levels);
    }

    /** Whether every level can be decided by somebody who decides no other. */
    boolean everyLevelHasItsOwn() {
        return from(0, new HashSet<>());
    }

    private boolean from(int level, Set<UUID> taken) {
        if (level == levels.size()) {
            return true;
        }
        for (UUID person : levels.get(level)) {
            if (taken.add(person)) {
                if (from(level + 1, taken)) {
                    return true;
                }
                taken.remove(person);
            }
        }
        return false;
    }

    /** How many people there are in all. */
    int count() {
        Set<UUID> all = new HashSet<>();
        levels.forEach(all::addAll);
        return all.size();
    }
}
