package org.twinloop.chauffeur;

import java.time.Instant;
import java.util.UUID;

/**
 * An order as it is followed.
 *
 * @param number what people call it, {@code PC-20261123-000017}
 * @param sent whether the company has answered it at least once
 */
public record Order(
        UUID id,
        String number,
        UUID operatorId,
        UUID unitId,
        UUID tripId,
        NewOrder.Stop pickup,
        NewOrder.Stop dropoff,
        Instant pickupAt,
        int passengers,
        String vehicleClass,
        OrderState state,
        boolean sent,
        Instant deadline,
        int failures) {}
