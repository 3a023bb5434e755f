package org.twinloop.sim.statement;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Prices an order by the terms of a contract's price list. */
public final class PriceCode {
    private static final long DAY_MINUTES = 1_440;

    private PriceCode() {}

    /**
     * What an order costs.
     *
     * @throws IllegalArgumentException when the terms are of a kind that is not known or lack a field
     */
    public static Charge price(JsonNode terms, BilledOrder order) {
        String kind = terms.path("kind").asText();
        return switch (kind) {
            case "CAR_SHARE" -> carShare(terms, order);
            case "BIKE" -> bike(terms, order);
            case "CHAUFFEUR" -> chauffeur(terms, order);
            case "CHARGING" -> ChargingPrice.price(terms, order);
            default -> throw new IllegalArgumentException("price list of kind " + kind + " is not known");
        };
    }

    static long fen(JsonNode terms, String field) {
        if (!terms.path(field).isIntegralNumber()) {
            throw new IllegalArgumentException("the price list has no whole number " + field + ": " + terms);
        }
        return terms.path(field).asLong();
    }

    static long rounded(BigDecimal quantity, long fenEach) {
        return quantity.multiply(BigDecimal.valueOf(fenEach))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** Minutes since unlocking; whole days cost the cap, and what remains of a later day has no flat start. */
    private static Charge carShare(JsonNode terms, BilledOrder order) {
        long capFen = fen(terms, "capPer24hFen");
        long minuteFen = fen(terms, "perMinuteFen");
        long flatMinutes = fen(terms, "flatMinutes");
        long days = order.minutes() / DAY_MINUTES;
        long rest = order.minutes() % DAY_MINUTES;
        long restFen =
                days > 0 ? rest * minuteFen : fen(terms, "flatFen") + Math.max(0, rest - flatMinutes) * minuteFen;
        return new Charge(
                days * capFen + Math.min(capFen, restFen),
                rounded(order.km(), terms.path("perKmFen").asLong(0)),
                0,
                0,
                0,
                order.tollFen(),
                order.parkingFen(),
                terms.path("insuranceFen").asLong(0),
                0);
    }

    private static Charge bike(JsonNode terms, BilledOrder order) {
        long over = Math.max(0, order.minutes() - fen(terms, "baseMinutes"));
        long step = fen(terms, "stepMinutes");
        long steps = (over + step - 1) / step;
        return Charge.ofTime(fen(terms, "baseFen") + steps * fen(terms, "stepFen"));
    }

    /** The package that makes the ride cheapest, with what goes beyond it. */
    private static Charge chauffeur(JsonNode terms, BilledOrder order) {
        Charge best = null;
        for (JsonNode offer : terms.path("packages")) {
            BigDecimal overKm =
                    order.km().subtract(offer.path("km").decimalValue()).max(BigDecimal.ZERO);
            long overMinutes = Math.max(0, order.minutes() - fen(offer, "minutes"));
            long step = fen(terms, "overtimeStepMinutes");
            long steps = (overMinutes + step - 1) / step;
            Charge charge = new Charge(
                    steps * fen(terms, "overtimeStepFen"),
                    rounded(overKm, fen(terms, "overKmFen")),
                    fen(offer, "fen"),
                    0,
                    0,
                    order.tollFen(),
                    order.parkingFen(),
                    0,
                    0);
            if (best == null || charge.totalFen() < best.totalFen()) {
                best = charge;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("the price list has no packages: " + terms);
        }
        return best;
    }
}
