package org.twinloop.chauffeur;

import java.time.Instant;
import java.util.UUID;

/**
 * A dispatch order with the driver and the car its company sent.
 *
 * @param until planned end, null when none is planned
 * @param driverName null, as are telephone and plate, until the company has told them
 * @param linkVersion of the driver's link that is good now; 0 before the first
 */
public record Dispatch(
        Order order, Instant until, String driverName, String driverPhone, String plate, int linkVersion) {

    public UUID id() {
        return order.id();
    }

    public OrderState state() {
        return order.state();
    }
}
