package org.twinloop.chauffeur;

import java.time.Instant;
import java.util.List;
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
        int failures,
        Sheet sheet) {

    /**
     * What company and driver are told besides: no purpose and no passenger's name.
     *
     * @param until planned end; null, as are unit and contact, where none was told
     */
    public record Sheet(
            List<NewOrder.Via> via, Instant until, String unitCode, String unitName, NewOrder.Contact contact) {

        public static final Sheet EMPTY = new Sheet(List.of(), null, null, null, null);

        public Sheet {
            via = List.copyOf(via);
        }
    }
}
