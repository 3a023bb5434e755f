package org.twinloop.notification.delivery;

import java.time.Instant;
import java.util.UUID;
import org.twinloop.notification.preference.Channel;

/**
 * How a copy fares, without a word of what the message says.
 *
 * @param messageId for its recipient only
 * @param personId for administrators only
 */
record DeliveryView(
        UUID id,
        UUID messageId,
        UUID personId,
        String kind,
        Channel channel,
        Delivery.State state,
        int attempts,
        Instant heldUntil,
        Instant changedAt,
        String detail) {

    static DeliveryView forRecipient(Delivery d) {
        return of(d, d.messageId(), null);
    }

    static DeliveryView forAdministrator(Delivery d) {
        return of(d, null, d.personId());
    }

    private static DeliveryView of(Delivery d, UUID messageId, UUID personId) {
        return new DeliveryView(
                d.id(),
                messageId,
                personId,
                d.kind(),
                d.channel(),
                d.state(),
                d.attempts(),
                d.heldUntil(),
                d.changedAt(),
                d.detail());
    }
}
