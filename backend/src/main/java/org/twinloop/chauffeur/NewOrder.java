package org.twinloop.chauffeur;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.twinloop.common.GeoPoint;

/**
 * An order to be made.
 *
 * @param id the booking it serves; also the id at the company
 * @param until planned end, may be null
 * @param deadline an order not accepted by then is withdrawn
 */
public record NewOrder(
        UUID id,
        UUID operatorId,
        UUID unitId,
        UUID tripId,
        Stop pickup,
        Stop dropoff,
        Instant pickupAt,
        Instant until,
        int passengers,
        String vehicleClass,
        Instant deadline,
        Particulars particulars) {

    /** A named place of the ride. */
    public record Stop(String name, GeoPoint position) {}

    /** What the dispatch form (派车单) says besides; each may be null. */
    public record Particulars(
            UUID applicantId,
            String purposeCategory,
            String purposeText,
            String documentNo,
            String budgetCode,
            BigDecimal plannedKm,
            Long plannedFen) {}
}
