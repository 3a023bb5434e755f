package org.twinloop.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.twinloop.chauffeur.CarService;
import org.twinloop.chauffeur.OrderState;
import org.twinloop.vehicle.CarShareOperator.HoldAnswer;
import org.twinloop.vehicle.CarShareOperator.Outcome;

/** Answers of partners as JSON, whether we asked or they told; an unusable one is a {@link PartnerFailure}. */
public final class PartnerAnswers {

    /** Bounds of one ride: what goes beyond is a fault of the partner, and no bill is made of it. */
    private static final BigDecimal KM_MAX = BigDecimal.valueOf(10_000);

    private static final int MINUTES_MAX = 100_000;
    private static final long FEN_MAX = 10_000_000;
    private static final int SCALE_MAX = 20;
    private static final int VALUE_LENGTH_MAX = 40;

    private PartnerAnswers() {}

    /** About a hold of a car. */
    public static HoldAnswer hold(JsonNode body) {
        String reason = body.path("reason").asText(null);
        String status = body.path("status").asText("");
        return switch (status) {
            case "CONFIRMED" -> new HoldAnswer(Outcome.CONFIRMED, reason);
            case "DECLINED" -> new HoldAnswer(Outcome.DECLINED, reason);
            case "PENDING" -> new HoldAnswer(Outcome.PENDING, reason);
            default -> throw new PartnerFailure("the word '" + status + "'");
        };
    }

    /** About an order of a car with driver. */
    public static CarService.Answer order(JsonNode body) {
        OrderState state = state(body.path("status").asText(""));
        JsonNode driver = body.path("driver");
        return new CarService.Answer(
                state,
                body.path("reason").asText(null),
                driver.isObject()
                        ? new CarService.Driver(
                                driver.path("name").asText(null),
                                driver.path("phone").asText(null),
                                driver.path("plate").asText(null))
                        : null,
                state == OrderState.COMPLETED ? usage(body) : null);
    }

    private static OrderState state(String word) {
        try {
            return OrderState.valueOf(word);
        } catch (IllegalArgumentException e) {
            throw new PartnerFailure("the word '" + word + "'");
        }
    }

    /** A finished ride without its usage cannot be billed, so the answer counts as none. */
    private static CarService.Usage usage(JsonNode body) {
        JsonNode usage = body.path("usage");
        BigDecimal km = km(usage.path("km"));
        Instant startedAt = time(body.path("startedAt"));
        Instant endedAt = time(body.path("endedAt"));
        if (km == null || startedAt == null || endedAt == null || endedAt.isBefore(startedAt)) {
            throw new PartnerFailure("COMPLETED without km, startedAt and endedAt in order");
        }
        return new CarService.Usage(
                startedAt,
                endedAt,
                km,
                (int) whole(usage, "minutes", MINUTES_MAX),
                whole(usage, "tollFen", FEN_MAX),
                whole(usage, "parkingFen", FEN_MAX),
                null);
    }

    /** Null when there is no number. The scale is looked at first: arithmetic with a huge one takes for ever. */
    private static BigDecimal km(JsonNode node) {
        if (!node.isNumber()) {
            return null;
        }
        boolean finite = Double.isFinite(node.doubleValue());
        BigDecimal km = finite ? node.decimalValue() : null;
        if (!finite || km.signum() < 0 || Math.abs(km.scale()) > SCALE_MAX || km.compareTo(KM_MAX) > 0) {
            throw outOfRange("km", node, KM_MAX.toPlainString() + " km");
        }
        return km;
    }

    /** Zero when it is left out. */
    private static long whole(JsonNode usage, String field, long max) {
        JsonNode node = usage.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return 0;
        }
        boolean fits = node.isNumber()
                && Double.isFinite(node.doubleValue())
                && node.doubleValue() >= 0
                && node.doubleValue() <= max
                && node.canConvertToExactIntegral();
        if (!fits) {
            throw outOfRange(field, node, max + ", a whole number,");
        }
        return node.asLong();
    }

    private static PartnerFailure outOfRange(String field, JsonNode node, String max) {
        String told = node.asText();
        String value = told.length() <= VALUE_LENGTH_MAX ? told : told.substring(0, VALUE_LENGTH_MAX) + "…";
        return new PartnerFailure("usage." + field + ": " + value + " is out of range; 0 to " + max + " is accepted");
    }

    private static Instant time(JsonNode node) {
        try {
            return node.isTextual() ? OffsetDateTime.parse(node.asText()).toInstant() : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
