package org.twinloop.sim.statement;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** One order of the operator as both sides know it. */
public record BilledOrder(
        String platformOrderId,
        String operatorOrderId,
        String product,
        String unitCode,
        String plate,
        String priceListId,
        String vehicleClass,
        Instant startedAt,
        Instant endedAt,
        BigDecimal km,
        long energyWh,
        long tollFen,
        long parkingFen,
        boolean cancelled) {
    /**
     * Reads an order of the service's list.
     *
     * @throws IllegalArgumentException naming the order and the field that cannot be used
     */
    public static BilledOrder of(JsonNode json) {
        String id = json.path("platformOrderId").asText("");
        if (id.isEmpty()) {
            throw new IllegalArgumentException("an order without platformOrderId: " + json);
        }
        String own = json.path("operatorOrderId").isTextual()
                ? json.path("operatorOrderId").asText()
                : "OP-" + id.substring(0, Math.min(8, id.length()));
        boolean cancelled = "CANCELLED".equals(json.path("state").asText());
        Instant startedAt = time(json, id, "startedAt");
        Instant endedAt = json.hasNonNull("endedAt") ? time(json, id, "endedAt") : startedAt;
        return new BilledOrder(
                id,
                own,
                json.path("product").asText(),
                json.path("unitCode").asText(""),
                json.path("plate").asText(""),
                json.path("priceListId").asText(""),
                json.path("vehicleClass").asText(""),
                startedAt,
                endedAt,
                json.path("km").isNumber() ? json.path("km").decimalValue() : BigDecimal.ZERO,
                json.path("energyWh").asLong(0),
                json.path("tollFen").asLong(0),
                json.path("parkingFen").asLong(0),
                cancelled);
    }

    private static Instant time(JsonNode json, String id, String field) {
        if (!json.path(field).isTextual()) {
            throw new IllegalArgumentException("order " + id + " has no " + field);
        }
        return Instant.parse(json.path(field).asText());
    }

    /** Started minutes, at least one. */
    long minutes() {
        long seconds = Duration.between(startedAt, endedAt).toSeconds();
        return Math.max(1, (seconds + 59) / 60);
    }
}
