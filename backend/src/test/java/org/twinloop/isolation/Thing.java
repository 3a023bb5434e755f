package org.twinloop.isolation;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Something that belongs to somebody.
 *
 * @param kind what it is, as {@link Subjects} names it
 * @param names how paths name it, by the name of the place in the path
 * @param unitId the unit whose it is, null when no unit's
 * @param operatorId the partner whose it is, null when no partner's
 * @param personId the person whose it is within the unit, null when everybody's there
 * @param marks words that stand in no answer that does not show it
 */
record Thing(String kind, Map<String, String> names, UUID unitId, UUID operatorId, UUID personId, Set<String> marks) {

    /** The rule of isolation, said once more and in other words than the database's. */
    boolean isFor(Actor actor) {
        if (Subjects.PERSONAL.contains(kind)) {
            return personId.equals(actor.personId());
        }
        boolean covered = switch (actor.scope().kind()) {
            case "all" -> true;
            case "unit" -> actor.scope().unitId().equals(unitId);
            case "operator" -> actor.scope().operatorId().equals(operatorId);
            default -> false;
        };
        return covered && (personId == null || personId.equals(actor.personId()) || actor.hasDesk());
    }
}
