package org.twinloop.common.wire;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;

/**
 * Reads parameters of path, query and header strictly. Left to the framework, a limit of "many" would be answered with
 * not found; here it is a refusal that names the parameter, the value and what is accepted.
 */
@Provider
public class ParameterReading implements ParamConverterProvider {

    /** How a type is read, and how a person is told what it takes. */
    private record Reading(String accepts, Function<String, Object> read) {}

    private static final Map<Class<?>, Reading> READINGS = Map.ofEntries(
            Map.entry(Integer.class, new Reading("a whole number", Integer::valueOf)),
            Map.entry(int.class, new Reading("a whole number", Integer::valueOf)),
            Map.entry(Long.class, new Reading("a whole number", Long::valueOf)),
            Map.entry(long.class, new Reading("a whole number", Long::valueOf)),
            Map.entry(Double.class, new Reading("a number", ParameterReading::finite)),
            Map.entry(double.class, new Reading("a number", ParameterReading::finite)),
            Map.entry(Boolean.class, new Reading("true or false", ParameterReading::flag)),
            Map.entry(boolean.class, new Reading("true or false", ParameterReading::flag)),
            Map.entry(UUID.class, new Reading("a UUID of 36 characters", ParameterReading::uuid)),
            Map.entry(Instant.class, new Reading("an instant like 2026-11-23T01:30:00Z", Instant::parse)),
            Map.entry(LocalDate.class, new Reading("a day like 2026-11-23", LocalDate::parse)),
            Map.entry(YearMonth.class, new Reading("a month like 2026-11", YearMonth::parse)));

    @Override
    public <T> ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        Reading reading = type.isEnum() ? words(type) : READINGS.get(type);
        if (reading == null) {
            return null;
        }
        String pointer = "/" + name(annotations);
        return new ParamConverter<>() {
            @Override
            @SuppressWarnings("unchecked") // the reading was chosen by the type
            public T fromString(String value) {
                if (value == null || value.isEmpty()) {
                    return null;
                }
                try {
                    return (T) reading.read().apply(value);
                } catch (IllegalArgumentException | DateTimeException wrong) {
                    throw ProblemException.field(
                            CommonProblem.INVALID,
                            pointer,
                            "value " + shorten(value) + "; expected " + reading.accepts());
                }
            }

            @Override
            public String toString(T value) {
                return String.valueOf(value);
            }
        };
    }

    private static Reading words(Class<?> type) {
        Map<String, Object> byName = Arrays.stream(type.getEnumConstants())
                .collect(Collectors.toMap(constant -> ((Enum<?>) constant).name(), Function.identity()));
        String accepts = "one of "
                + Arrays.stream(type.getEnumConstants())
                        .map(constant -> ((Enum<?>) constant).name())
                        .collect(Collectors.joining(", "));
        return new Reading(accepts, value -> {
            Object found = byName.get(value);
            if (found == null) {
                throw new IllegalArgumentException(value);
            }
            return found;
        });
    }

    private static String name(Annotation[] annotations) {
        for (Annotation annotation : annotations == null ? new Annotation[0] : annotations) {
            String name = annotation instanceof QueryParam query
                    ? query.value()
                    : annotation instanceof PathParam path
                            ? path.value()
                            : annotation instanceof HeaderParam header ? header.value() : ours(annotation);
            if (name != null) {
                return name;
            }
        }
        return "";
    }

    private static String ours(Annotation annotation) {
        if (annotation instanceof RestQuery query) {
            return query.value();
        }
        if (annotation instanceof RestPath path) {
            return path.value();
        }
        return annotation instanceof RestHeader header ? header.value() : null;
    }

    private static Object flag(String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException(value);
        }
        return Boolean.valueOf(value);
    }

    private static Object finite(String value) {
        double number = Double.parseDouble(value);
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(value);
        }
        return number;
    }

    /** {@link UUID#fromString} also takes shorter forms, under which one id would have several names. */
    private static Object uuid(String value) {
        if (value.length() != 36) {
            throw new IllegalArgumentException(value);
        }
        return UUID.fromString(value);
    }

    private static String shorten(String value) {
        return value.length() <= 60 ? value : value.substring(0, 57) + "...";
    }
}
