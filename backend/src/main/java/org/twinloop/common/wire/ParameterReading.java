package org.twinloop.common.wire;

import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;

/**
 * Reads parameters of path, query, header and cookie strictly. Left to the framework, a limit of "many" would be
 * answered with not found; here it is a refusal that names the parameter, the value and what is accepted.
 */
@Provider
public class ParameterReading implements ParamConverterProvider {

    @Override
    public <T> ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        String pointer = "/" + name(annotations);
        return Reading.of(type)
                .map(reading -> new Converter<T>(reading, type == String.class, pointer))
                .orElse(null);
    }

    /** An empty value counts as absent, except for text. */
    private record Converter<T>(Reading reading, boolean text, String pointer) implements ParamConverter<T> {

        @Override
        @SuppressWarnings("unchecked") // the reading was chosen by the type
        public T fromString(String value) {
            if (value == null || value.isEmpty() && !text) {
                return null;
            }
            try {
                return (T) reading.read().apply(value);
            } catch (IllegalArgumentException | DateTimeException wrong) {
                throw ProblemException.field(
                        CommonProblem.INVALID,
                        pointer,
                        "value " + Shown.value(value) + "; expected " + reading.accepts());
            }
        }

        @Override
        public String toString(T value) {
            return String.valueOf(value);
        }
    }

    /** The name of the parameter on the wire; empty when nothing names one. */
    static String name(Annotation[] annotations) {
        for (Annotation annotation : annotations == null ? new Annotation[0] : annotations) {
            String name = standard(annotation);
            if (name == null) {
                name = ours(annotation);
            }
            if (name != null) {
                return name;
            }
        }
        return "";
    }

    private static String standard(Annotation annotation) {
        if (annotation instanceof QueryParam query) {
            return query.value();
        }
        if (annotation instanceof PathParam path) {
            return path.value();
        }
        if (annotation instanceof HeaderParam header) {
            return header.value();
        }
        return annotation instanceof CookieParam cookie ? cookie.value() : null;
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
}
