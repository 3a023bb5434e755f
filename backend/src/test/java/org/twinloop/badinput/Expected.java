package org.twinloop.badinput;

import java.util.Set;

/**
 * How a wrong request is to be answered.
 *
 * @param kind what must hold
 * @param pointer the field at fault, empty for the whole body; where not one field is at fault null
 * @param slugs the refusals that fit, empty for any
 */
record Expected(Kind kind, String pointer, Set<String> slugs) {

    enum Kind {
        /** Refused, naming the field. */
        REFUSED,
        /** Refused for what is inside the field or for the object that holds it: one of several shapes fits. */
        REFUSED_NEARBY,
        /** Refused with one of the slugs. */
        TURNED_AWAY,
        /** At the edge of what is allowed: whatever else, not refused because of this field. */
        PASSES,
        /** Whatever the answer, it is no failure of ours. */
        NO_FAILURE
    }

    static Expected refused(String pointer) {
        return new Expected(Kind.REFUSED, pointer, Set.of("invalid-request", "unreadable-body"));
    }

    static Expected refusedNearby(String pointer) {
        return new Expected(Kind.REFUSED_NEARBY, pointer, Set.of("invalid-request", "unreadable-body"));
    }

    static Expected turnedAway(String... slugs) {
        return new Expected(Kind.TURNED_AWAY, null, Set.of(slugs));
    }

    static Expected passes(String pointer) {
        return new Expected(Kind.PASSES, pointer, Set.of());
    }

    static Expected noFailure() {
        return new Expected(Kind.NO_FAILURE, null, Set.of());
    }

    @Override
    public String toString() {
        return kind + (pointer == null ? "" : " " + pointer) + (slugs.isEmpty() ? "" : " " + slugs);
    }
}
