package org.twinloop.sim.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.terminal.Json;

/** The JSON body of a call, read field by field; what cannot be used is refused with 400 and its pointer. */
public final class Body {
    private final JsonNode json;
    private final String pointer;

    private Body(JsonNode json, String pointer) {
        this.json = json;
        this.pointer = pointer;
    }

    public static Body of(byte[] bytes) {
        try {
            JsonNode json = Json.MAPPER.readTree(bytes);
            if (json != null && json.isObject()) {
                return new Body(json, "");
            }
        } catch (IOException e) {
            throw new Refusal(400, "the body is not JSON: " + e.getMessage());
        }
        throw new Refusal(400, "the body is not a JSON object");
    }

    private Refusal bad(String field, String must) {
        return new Refusal(400, pointer + "/" + field + " is " + json.path(field) + "; " + must);
    }

    public UUID uuid(String field) {
        try {
            return UUID.fromString(json.path(field).asText());
        } catch (IllegalArgumentException e) {
            throw bad(field, "must be a UUID");
        }
    }

    public String text(String field) {
        if (!json.path(field).isTextual() || json.path(field).asText().isBlank()) {
            throw bad(field, "must be a text");
        }
        return json.path(field).asText();
    }

    public String oneOf(String field, List<String> words) {
        String word = text(field);
        if (!words.contains(word)) {
            throw bad(field, "must be one of " + String.join(", ", words));
        }
        return word;
    }

    public int whole(String field, int low, int high) {
        JsonNode value = json.path(field);
        if (!value.isInt() || value.asInt() < low || value.asInt() > high) {
            throw bad(field, "must be a whole number from " + low + " to " + high);
        }
        return value.asInt();
    }

    /** A time in ISO-8601 with zone, as city ms. */
    public long time(String field) {
        try {
            return OffsetDateTime.parse(text(field)).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw bad(field, "must be a time like 2026-11-23T09:30:00Z");
        }
    }

    public GeoPoint point(String field) {
        JsonNode value = json.path(field);
        if (!value.path("lon").isNumber() || !value.path("lat").isNumber()) {
            throw bad(field, "must have numbers lon and lat");
        }
        try {
            return new GeoPoint(value.path("lon").asDouble(), value.path("lat").asDouble());
        } catch (IllegalArgumentException e) {
            throw bad(field, e.getMessage());
        }
    }

    public double number(String field, double low, double high) {
        JsonNode value = json.path(field);
        if (!value.isNumber() || value.asDouble() < low || value.asDouble() > high) {
            throw bad(field, "must be a number from " + low + " to " + high);
        }
        return value.asDouble();
    }

    public boolean flag(String field, boolean otherwise) {
        JsonNode value = json.path(field);
        if (!value.isBoolean() && !value.isMissingNode() && !value.isNull()) {
            throw bad(field, "must be true or false");
        }
        return value.asBoolean(otherwise);
    }

    public boolean has(String field) {
        return json.hasNonNull(field);
    }

    /** Whether another body says the same, whatever the order of its fields. */
    public boolean sameAs(Body other) {
        return json.equals(other.json);
    }
}
