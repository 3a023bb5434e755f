package org.twinloop.charging;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/** Reads the JSON of {@code up/status} and {@code up/meter}; pure. Unknown fields are passed over. */
final class PileCodec {

    private static final int CONNECTOR_MAX = 8;
    private static final int TEXT_MAX = 200;
    private static final long METER_WH_MAX = 10_000_000_000L;
    private static final int POWER_W_MAX = 2_000_000;
    private static final Duration AHEAD_MAX = Duration.ofMinutes(5);
    private static final Duration BEHIND_MAX = Duration.ofDays(30);
    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private PileCodec() {}

    /** A message that cannot be read: which field, which value, what would be right. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message, null, false, false);
        }
    }

    static PileMessage.Status status(UUID pileId, byte[] payload, Instant receivedAt) throws Unreadable {
        JsonNode body = body(payload);
        String word = text(body, "status");
        ConnectorStatus status = Arrays.stream(ConnectorStatus.values())
                .filter(known ->
                        known != ConnectorStatus.UNKNOWN && known.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new Unreadable("status: value " + word
                        + "; use AVAILABLE, BLOCKED, CHARGING, INOPERATIVE, OUTOFORDER or RESERVED"));
        return new PileMessage.Status(
                pileId,
                eventTime(body, receivedAt),
                whole(body, "boot", 0, Long.MAX_VALUE),
                whole(body, "seq", 0, Long.MAX_VALUE),
                (int) whole(body, "connector", 1, CONNECTOR_MAX),
                receivedAt,
                status,
                optionalText(body, "error"));
    }

    static PileMessage.Meter meter(UUID pileId, byte[] payload, Instant receivedAt) throws Unreadable {
        JsonNode body = body(payload);
        Integer powerW = body.hasNonNull("powerW") ? (int) whole(body, "powerW", 0, POWER_W_MAX) : null;
        return new PileMessage.Meter(
                pileId,
                eventTime(body, receivedAt),
                whole(body, "boot", 0, Long.MAX_VALUE),
                whole(body, "seq", 0, Long.MAX_VALUE),
                (int) whole(body, "connector", 1, CONNECTOR_MAX),
                receivedAt,
                whole(body, "meterWh", 0, METER_WH_MAX),
                powerW,
                optionalText(body, "vehicle"));
    }

    private static JsonNode body(byte[] payload) throws Unreadable {
        try {
            JsonNode body = JSON.readTree(payload);
            if (body == null || !body.isObject()) {
                throw new Unreadable("payload: not a JSON object; send one object");
            }
            return body;
        } catch (IOException e) {
            throw new Unreadable("payload: not JSON in UTF-8; send one object");
        }
    }

    private static Instant eventTime(JsonNode body, Instant receivedAt) throws Unreadable {
        Instant at = Instant.ofEpochMilli(whole(body, "ts", 0, Long.MAX_VALUE / 2));
        if (at.isAfter(receivedAt.plus(AHEAD_MAX)) || at.isBefore(receivedAt.minus(BEHIND_MAX))) {
            throw new Unreadable(
                    "ts: value " + at + "; must lie within 30 days before and 5 minutes after " + receivedAt);
        }
        return at;
    }

    private static long whole(JsonNode body, String field, long min, long max) throws Unreadable {
        JsonNode value = body.get(field);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new Unreadable(field + ": value " + value + "; must be a whole number");
        }
        long number = value.longValue();
        if (number < min || number > max) {
            throw new Unreadable(field + ": value " + number + "; must lie in " + min + "…" + max);
        }
        return number;
    }

    private static String text(JsonNode body, String field) throws Unreadable {
        JsonNode value = body.get(field);
        if (value == null || !value.isTextual()) {
            throw new Unreadable(field + ": value " + value + "; must be a text");
        }
        if (value.textValue().length() > TEXT_MAX) {
            throw new Unreadable(field + ": " + value.textValue().length() + " characters; at most " + TEXT_MAX);
        }
        if (value.textValue().indexOf(0) >= 0) {
            throw new Unreadable(field + ": value " + value + "; U+0000 is no text");
        }
        return value.textValue();
    }

    private static String optionalText(JsonNode body, String field) throws Unreadable {
        return body.hasNonNull(field) ? text(body, field) : null;
    }
}
