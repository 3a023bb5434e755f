package org.twinloop.partner.gbfs;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * Scalars as feeds in the wild write them. Each reader answers null for what is absent, null or cannot be meant as the
 * type; none throws.
 */
final class Lenient {

    /** Seconds since 1970 stay below this until the year 5138; anything above is milliseconds. */
    private static final double MILLIS_FROM = 1e11;

    private static final double SECONDS_MAX = 1e11;

    private Lenient() {}

    /** Text; a number is taken as its digits, since ids are written as numbers too. Blank is absent. */
    static String text(JsonNode node) {
        if (node.isTextual() || node.isNumber()) {
            String text = node.asText().strip();
            return text.isEmpty() ? null : text;
        }
        return null;
    }

    /** A boolean, or 0 and 1 as in GBFS 1.x. */
    static Boolean flag(JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        String text = text(node);
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "1", "true", "TRUE" -> true;
            case "0", "false", "FALSE" -> false;
            default -> null;
        };
    }

    /** A finite number, also when written as text. */
    static Double number(JsonNode node) {
        if (node.isNumber()) {
            return finite(node.doubleValue());
        }
        String text = text(node);
        if (text == null || text.length() > 40) {
            return null;
        }
        try {
            return finite(new BigDecimal(text).doubleValue());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** A count: not negative and not beyond a million. */
    static Integer count(JsonNode node) {
        Double number = number(node);
        return number == null || number < 0 || number > 1_000_000 ? null : (int) Math.floor(number);
    }

    /** A time as RFC 3339 (3.0), POSIX seconds (2.x) or milliseconds, whatever the version says. */
    static Instant instant(JsonNode node) {
        Double number = number(node);
        if (number != null) {
            if (number <= 0 || number > SECONDS_MAX * 1000) {
                return null;
            }
            return number > MILLIS_FROM
                    ? Instant.ofEpochMilli(number.longValue())
                    : Instant.ofEpochSecond(number.longValue());
        }
        String text = text(node);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /**
     * A text in a language: plain string (2.x) or list of {text, language} (3.0). The exact language first, then one
     * with the same primary subtag, then the feed's own first languages, then the first there is.
     */
    static String localized(JsonNode node, String language, List<String> feedLanguages) {
        if (!node.isArray()) {
            return text(node);
        }
        String match = match(node, language);
        for (int i = 0; match == null && i < feedLanguages.size(); i++) {
            match = match(node, feedLanguages.get(i));
        }
        return match != null || node.isEmpty() ? match : text(node.get(0).path("text"));
    }

    private static String match(JsonNode texts, String language) {
        String primary = primary(language);
        String near = null;
        for (JsonNode entry : texts) {
            String tag = text(entry.path("language"));
            if (tag != null && tag.equalsIgnoreCase(language)) {
                return text(entry.path("text"));
            }
            if (near == null && tag != null && primary(tag).equalsIgnoreCase(primary)) {
                near = text(entry.path("text"));
            }
        }
        return near;
    }

    private static String primary(String tag) {
        int dash = tag.indexOf('-');
        return dash < 0 ? tag : tag.substring(0, dash);
    }

    private static Double finite(double number) {
        return Double.isFinite(number) ? number : null;
    }
}
