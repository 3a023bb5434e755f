package org.twinloop.identity.personnel;

import java.time.LocalDate;
import java.util.Set;
import org.twinloop.identity.Role;

/** One line about one person, well formed. {@code line} is its place in the file or batch, from 1. */
sealed interface PersonnelLine {

    int line();

    String login();

    /**
     * The allowance from a day on.
     *
     * @param area districts it covers, empty for those of the policy
     */
    record Allowance(int line, String login, boolean receives, Set<String> area, LocalDate from)
            implements PersonnelLine {}

    /** Travel on duty from a day to a day, both included. */
    record Travel(int line, String login, LocalDate from, LocalDate to, String city, long localTransportFen)
            implements PersonnelLine {}

    /**
     * A change of staff. What is null stays as it is.
     *
     * @param left whether the person serves no unit from that day on
     * @param licenceClass holds at once, like the two after it
     */
    record Staff(
            int line,
            String login,
            LocalDate from,
            boolean left,
            String unitCode,
            Set<Role> roles,
            String licenceClass,
            LocalDate licenceValidUntil,
            Integer licencePoints)
            implements PersonnelLine {
        boolean movesUnit() {
            return left || unitCode != null || roles != null;
        }
    }
}
