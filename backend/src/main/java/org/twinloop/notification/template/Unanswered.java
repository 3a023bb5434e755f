package org.twinloop.notification.template;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which messages want an answer, and who is told when there is none. */
public final class Unanswered {

    private static final Map<String, String> NEXT_TO_ASK = Map.of(
            "supervision.found", "SUPERVISOR",
            "supervision.review-asked", "ADMINISTRATOR",
            "trip.heal-offered", "FLEET_MANAGER",
            "trip.pool-parted", "FLEET_MANAGER",
            "supervision.question-asked", "SUPERVISOR",
            "supervision.question-open", "ADMINISTRATOR",
            "dispute.answered", "ADMINISTRATOR",
            "dispute.overdue", "ADMINISTRATOR",
            "trip.stranded-desk", "ADMINISTRATOR");

    /** Told to people who decide, and yet nothing to answer. */
    private static final Set<MessageTemplate> TELLING = Set.of(
            MessageTemplate.REMINDER,
            MessageTemplate.AFTER_TRIP_REMINDER,
            MessageTemplate.DAMAGED,
            MessageTemplate.DISPUTE_OPENED);

    private Unanswered() {}

    /** Whether somebody is to act upon it, and is reminded when nobody does. */
    public static boolean wantsAnswer(MessageTemplate template) {
        boolean decides = template.audience() != Audience.TRAVELLER && !TELLING.contains(template);
        return decides || NEXT_TO_ASK.containsKey(template.eventType());
    }

    /** Role of those in the unit who are told when nobody answers; requests are passed on by their own chain. */
    public static Optional<String> nextToAsk(String eventType) {
        return Optional.ofNullable(NEXT_TO_ASK.get(eventType));
    }
}
