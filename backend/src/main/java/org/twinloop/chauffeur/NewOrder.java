package org.twinloop.chauffeur;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
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

    /**
     * A stop on the way, as it is stored, told to the company, and shown.
     *
     * @param lon WGS-84, degrees, as is {@code lat}
     * @param arriveAt planned
     * @param stayMinutes how long the driver waits there, 0 or more
     */
    public record Via(String name, double lon, double lat, Instant arriveAt, int stayMinutes) {}

    /** Whom company and driver may call about the ride; forgotten when it is over. */
    public record Contact(String name, String phone) {}

    /**
     * What the dispatch form (派车单) says besides; each may be null, via may be empty.
     *
     * @param unitCode of the unit the ride is for, beside its name
     */
    public record Particulars(
            UUID applicantId,
            String purposeCategory,
            String purposeText,
            String documentNo,
            String budgetCode,
            BigDecimal plannedKm,
            Long plannedFen,
            String unitCode,
            String unitName,
            List<Via> via,
            Contact contact) {}
}
