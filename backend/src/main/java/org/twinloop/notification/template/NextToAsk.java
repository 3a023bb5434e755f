package org.twinloop.notification.template;

import java.util.Map;
import java.util.Optional;

/** Whom of the unit a message goes on to when nobody answers it. */
final class NextToAsk {
    private static final Map<String, String> ROLES = Map.of(
            "supervision.found", "SUPERVISOR",
            "supervision.review-asked", "ADMINISTRATOR",
            "trip.heal-offered", "FLEET_MANAGER",
            "trip.pool-parted", "FLEET_MANAGER",
            "supervision.question-asked", "SUPERVISOR",
            "supervision.question-open", "ADMINISTRATOR",
            "trip.stranded-desk", "ADMINISTRATOR");

    private NextToAsk() {}

    static Optional<String> of(String eventType) {
        return Optional.ofNullable(ROLES.get(eventType));
    }
}
