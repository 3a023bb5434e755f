package org.twinloop.notification;

import java.time.Instant;
import java.util.UUID;

/** One message to one person. */
record Message(
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
        Instant readAt) {}
