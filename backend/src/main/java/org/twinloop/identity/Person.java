package org.twinloop.identity;

import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;

/**
 * A person as others may see it, with the membership in force at the asked time.
 *
 * @param unitId null for the staff of a partner company
 * @param operatorId set for the staff of a partner company
 * @param licenceClass driving licence class such as {@code C1}; null when unknown
 * @param allowanceStatus {@code RECEIVING}, {@code NOT_RECEIVING} or {@code UNKNOWN}
 * @param allowanceArea districts the allowance covers
 */
public record Person(
        UUID id,
        String login,
        String nameZh,
        UUID unitId,
        UUID operatorId,
        Set<Role> roles,
        String licenceClass,
        LocalDate licenceValidUntil,
        String allowanceStatus,
        Set<String> allowanceArea,
        boolean active) {

    public boolean has(Role role) {
        return roles.contains(role);
    }
}
