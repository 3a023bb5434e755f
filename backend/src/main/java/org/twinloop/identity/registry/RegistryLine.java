package org.twinloop.identity.registry;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Collectors;
import org.twinloop.common.CityTime;
import org.twinloop.identity.Role;

/** One line of a registry file, well formed. {@code line} is its place in the file, from 1. */
sealed interface RegistryLine {

    int line();

    /** What the line is about: a unit's code or a login. */
    String key();

    /** @param parent empty for the unit that runs the platform; @param place empty when unknown */
    record UnitLine(int line, String key, String parent, String nameZh, String nameEn, String place)
            implements RegistryLine {}

    /** @param licenceClass null when the file says none, like the day after it */
    record PersonLine(
            int line,
            String key,
            String nameZh,
            String unit,
            Set<Role> roles,
            String licenceClass,
            LocalDate licenceValidUntil,
            LocalDate from)
            implements RegistryLine {

        /** The first moment of that day in Shanghai. */
        Instant begins() {
            return from.atStartOfDay(CityTime.ZONE).toInstant();
        }

        /** Sorted, with blanks between. */
        String roleWords() {
            return roles.stream().map(Role::name).sorted().collect(Collectors.joining(" "));
        }
    }

    /** What a line does, or would do. */
    enum Change {
        ADDED,
        CHANGED,
        SAME,
        REFUSED
    }

    /**
     * What becomes of a line.
     *
     * @param field column at fault, empty for the line as a whole; null when it is not refused, like the detail
     */
    record Verdict(int line, String key, Change change, String field, String detail) {}
}
