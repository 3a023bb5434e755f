package org.twinloop.identity;

import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;

/**
 * A person to be registered. Staff of a partner company have an operator and no unit, and then the role PARTNER.
 *
 * @param passwordHash Argon2id in PHC form, see {@link Passwords#hash}
 * @param allowanceStatus {@code RECEIVING}, {@code NOT_RECEIVING} or null when unknown
 */
public record NewPerson(
        UUID id,
        String login,
        String nameZh,
        String passwordHash,
        UUID unitId,
        UUID operatorId,
        Set<Role> roles,
        String licenceClass,
        LocalDate licenceValidUntil,
        String allowanceStatus) {}
