package org.twinloop.common.wire;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a simple value is read from its text, the same in a body and in a parameter.
 *
 * @param accepts what a person is told it takes
 * @param read throws {@link IllegalArgumentException} or {@link java.time.DateTimeException} for any other text
 */
record Reading(String accepts, Function<String, Object> read) {

    /** RFC 3339: a year of four digits, seconds, and an offset. */
    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})");

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static final Pattern MINUTE = Pattern.compile("\\d{2}:\\d{2}");

    private static final Map<Class<?>, Reading> READINGS = Map.ofEntries(
            Map.entry(
                    String.class, new Reading("text without U+0000 and without half a surrogate pair", Reading::text)),
            Map.entry(Integer.class, new Reading("a whole number within ±2147483647", Integer::valueOf)),
            Map.entry(int.class, new Reading("a whole number within ±2147483647", Integer::valueOf)),
            Map.entry(Long.class, new Reading("a whole number", Long::valueOf)),
            Map.entry(long.class, new Reading("a whole number", Long::valueOf)),
            Map.entry(Double.class, new Reading("a number", Reading::finite)),
            Map.entry(double.class, new Reading("a number", Reading::finite)),
            Map.entry(Boolean.class, new Reading("true or false", Reading::flag)),
            Map.entry(boolean.class, new Reading("true or false", Reading::flag)),
            Map.entry(UUID.class, new Reading("a UUID of 36 characters", Reading::uuid)),
            Map.entry(Instant.class, new Reading("an instant like 2026-11-23T01:30:00Z", Reading::instant)),
            Map.entry(LocalDate.class, new Reading("a day like 2026-11-23", Reading::day)),
            Map.entry(LocalTime.class, new Reading("a time of day like 07:00", Reading::minute)),
            Map.entry(YearMonth.class, new Reading("a month like 2026-11", Reading::month)));

    /** Empty for a type that is not simple. */
    static Optional<Reading> of(Class<?> type) {
        return type.isEnum() ? Optional.of(words(type)) : Optional.ofNullable(READINGS.get(type));
    }

    private static Reading words(Class<?> type) {
        Map<String, Object> byName = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(constant -> ((Enum<?>) constant).name(), Function.identity()));
        String accepts = Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .collect(Collectors.joining(", ", "one of ", ""));
        return new Reading(accepts, value -> {
            Object found = byName.get(value);
            if (found == null) {
                throw new IllegalArgumentException(value);
            }
            return found;
        });
    }

    /** PostgreSQL holds no U+0000, and half a surrogate pair cannot be written as UTF-8. */
    private static Object text(String value) {
        return require(
                value, value.codePoints().noneMatch(one -> one == 0 || Character.getType(one) == Character.SURROGATE));
    }

    private static Object flag(String value) {
        return Boolean.valueOf(require(value, value.equals("true") || value.equals("false")));
    }

    private static Object finite(String value) {
        double number = Double.parseDouble(value);
        require(value, Double.isFinite(number));
        return number;
    }

    /** {@link UUID#fromString} also takes shorter forms, under which one id would have several names. */
    private static Object uuid(String value) {
        return UUID.fromString(require(value, UUID_TEXT.matcher(value).matches()));
    }

    private static Object instant(String value) {
        return OffsetDateTime.parse(require(value, INSTANT.matcher(value).matches()))
                .toInstant();
    }

    /** {@link LocalDate} knows years beyond 9999 that the database does not. */
    private static Object day(String value) {
        return LocalDate.parse(require(value, DAY.matcher(value).matches()));
    }

    /** {@link YearMonth} knows years whose months before and after it does not. */
    private static Object month(String value) {
        YearMonth month = YearMonth.parse(require(value, MONTH.matcher(value).matches()));
        require(value, month.getYear() > 0);
        return month;
    }

    private static Object minute(String value) {
        return LocalTime.parse(require(value, MINUTE.matcher(value).matches()));
    }

    private static String require(String value, boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException(value);
        }
        return value;
    }
}
