package org.twinloop.settlement;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.twinloop.pricing.PriceList;
import org.twinloop.pricing.Product;
import org.twinloop.pricing.Usage;

/**
 * A paid leg as {@code trip.finished} tells it, and the events of a trip that ended without a ride.
 *
 * @param via names of the stops on the way
 * @param orderId the order towards the partner: the booking's id, or the leg's where the event names none
 */
record TripLeg(
        UUID legId,
        UUID orderId,
        String operatorOrderId,
        Product product,
        UUID operatorId,
        UUID vehicleId,
        String vehicleClass,
        String plate,
        String vin,
        UUID holdId,
        Instant startedAt,
        Instant endedAt,
        BigDecimal km,
        long energyWh,
        long tollFen,
        long parkingFen,
        Long ceilingFen,
        List<String> via) {

    private static final int KM_DECIMALS = 3;

    /** Legs with a partner and a product; a walk or a car of the unit's own costs nothing here. */
    static List<TripLeg> paid(JsonNode payload) {
        List<TripLeg> legs = new ArrayList<>();
        for (JsonNode leg : payload.path("legs")) {
            if (leg.hasNonNull("product") && leg.hasNonNull("operatorId")) {
                legs.add(of(leg));
            }
        }
        return List.copyOf(legs);
    }

    Usage usage() {
        return Usage.of(product, startedAt, endedAt, km, energyWh, tollFen, parkingFen);
    }

    private static TripLeg of(JsonNode leg) {
        UUID legId = UUID.fromString(leg.required("legId").asText());
        UUID bookingId = uuid(leg, "bookingId");
        Instant start = Instant.parse(leg.required("startedAt").asText());
        Instant end = Instant.parse(leg.required("endedAt").asText());
        return new TripLeg(
                legId,
                bookingId == null ? legId : bookingId,
                text(leg, "operatorOrderId"),
                Product.valueOf(leg.get("product").asText()),
                uuid(leg, "operatorId"),
                uuid(leg, "vehicleId"),
                leg.hasNonNull("vehicleClass") ? leg.get("vehicleClass").asText() : PriceList.ANY_CLASS,
                text(leg, "plate"),
                text(leg, "vin"),
                uuid(leg, "holdId"),
                start,
                end.isBefore(start) ? start : end,
                BigDecimal.valueOf(leg.path("km").asDouble(0)).setScale(KM_DECIMALS, RoundingMode.HALF_UP),
                leg.path("energyWh").asLong(0),
                leg.path("tollFen").asLong(0),
                leg.path("parkingFen").asLong(0),
                leg.hasNonNull("ceilingFen") ? leg.get("ceilingFen").asLong() : null,
                via(leg));
    }

    private static List<String> via(JsonNode leg) {
        List<String> names = new ArrayList<>();
        leg.path("via").forEach(name -> names.add(name.asText()));
        return List.copyOf(names);
    }

    private static UUID uuid(JsonNode node, String field) {
        return node.hasNonNull(field) ? UUID.fromString(node.get(field).asText()) : null;
    }

    private static String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.get(field).asText() : null;
    }
}
