package org.twinloop.notification.template;

import java.time.Instant;
import java.util.UUID;

/**
 * One message to one person.
 *
 * @param subjectId what the event was about, such as the id of a finding
 */
public record Message(
        UUID id,
        UUID unitId,
        UUID personId,
        UUID eventId,
        String kind,
        UUID tripId,
        String titleZh,
        String titleEn,
        String textZh,
        String textEn,
        Instant createdAt,
        Instant readAt,
        String subjectId) {}
