package org.twinloop.notification.template;

import java.util.Set;

/** What sort of message it is: people switch copies on and off by class. */
public enum MessageClass {
    /** The ride itself is at stake now, or somebody asks during it; breaks through quiet hours. */
    URGENT,
    /** A request awaits this person's decision. */
    APPROVAL,
    /** What became of one's own trip. */
    TRIP,
    /** Questions, decisions and findings of supervision. */
    SUPERVISION,
    /** Costs and receipts. */
    COST;

    /** The ride itself is at stake, or somebody asks during it. */
    private static final Set<String> AT_STAKE = Set.of(
            "trip.healed",
            "trip.heal-offered",
            "trip.place-changed",
            "trip.place-offered",
            "trip.decline-offered",
            "trip.stranded",
            "trip.stranded-desk",
            "trip.booking-declined",
            "trip.pool-parted",
            "trip.car-relocked",
            "supervision.question-asked");

    private static final Set<String> OF_SUPERVISION =
            Set.of("trip.backfill-missing", "trip.approval-missing", "trip.approval-refused");

    /** The class of a kind of messages. */
    public static MessageClass of(String eventType) {
        if (AT_STAKE.contains(eventType)) {
            return URGENT;
        }
        if (eventType.startsWith("supervision.") || OF_SUPERVISION.contains(eventType)) {
            return SUPERVISION;
        }
        if (eventType.equals("trip.settled") || eventType.startsWith("dispute.")) {
            return COST;
        }
        boolean asks = MessageTemplate.of(eventType)
                .filter(template -> template.audience() == Audience.APPROVERS)
                .isPresent();
        return asks ? APPROVAL : TRIP;
    }

    public boolean breaksThroughQuietHours() {
        return this == URGENT;
    }
}
