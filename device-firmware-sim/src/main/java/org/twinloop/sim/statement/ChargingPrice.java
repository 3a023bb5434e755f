package org.twinloop.sim.statement;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.twinloop.sim.time.CityClock;

/** Energy at the price of the hour. Only totals are known, so energy is spread evenly over the session. */
final class ChargingPrice {
    private static final int DAY_MINUTES = 1_440;

    private ChargingPrice() {}

    static Charge price(JsonNode terms, BilledOrder order) {
        BigDecimal kwh = BigDecimal.valueOf(order.energyWh()).movePointLeft(3);
        BigDecimal lasted = BigDecimal.valueOf(
                Math.max(1, Duration.between(order.startedAt(), order.endedAt()).toMillis()));
        long energyFen = 0;
        for (Map.Entry<JsonNode, Long> share : millisByBand(terms, order).entrySet()) {
            BigDecimal part =
                    kwh.multiply(BigDecimal.valueOf(share.getValue())).divide(lasted, 4, RoundingMode.HALF_UP);
            energyFen += PriceCode.rounded(part, PriceCode.fen(share.getKey(), "fenPerKwh"));
        }
        long serviceFen = PriceCode.rounded(kwh, PriceCode.fen(terms, "serviceFenPerKwh"));
        return new Charge(0, 0, 0, energyFen, serviceFen, 0, 0, 0, 0);
    }

    private static Map<JsonNode, Long> millisByBand(JsonNode terms, BilledOrder order) {
        Map<JsonNode, Long> millis = new LinkedHashMap<>();
        Instant at = order.startedAt();
        if (!order.endedAt().isAfter(at)) {
            millis.put(band(terms, minuteOfDay(at)), 1L);
        }
        while (at.isBefore(order.endedAt())) {
            JsonNode band = band(terms, minuteOfDay(at));
            Instant end = nextMinute(at);
            while (end.isBefore(order.endedAt()) && band(terms, minuteOfDay(end)) == band) {
                end = nextMinute(end);
            }
            end = end.isBefore(order.endedAt()) ? end : order.endedAt();
            millis.merge(band, Duration.between(at, end).toMillis(), Long::sum);
            at = end;
        }
        return millis;
    }

    private static Instant nextMinute(Instant at) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), 60) * 60 + 60);
    }

    private static int minuteOfDay(Instant at) {
        ZonedDateTime time = at.atZone(CityClock.ZONE);
        return time.getHour() * 60 + time.getMinute();
    }

    private static JsonNode band(JsonNode terms, int minute) {
        for (JsonNode band : terms.path("bands")) {
            int from = minutes(band.path("from").asText());
            int to = minutes(band.path("to").asText());
            boolean inside = from < to ? minute >= from && minute < to : minute >= from || minute < to % DAY_MINUTES;
            if (inside) {
                return band;
            }
        }
        throw new IllegalArgumentException("the price list has no band for minute " + minute + " of the day: " + terms);
    }

    private static int minutes(String time) {
        String[] parts = time.split(":");
        return Integer.parseInt(parts[0]) * 60 + Integer.parseInt(parts[1]);
    }
}
