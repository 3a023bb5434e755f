package org.twinloop.contract;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.lang.reflect.Parameter;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestCookie;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Reads the parameters of a resource method. Cookies are part of security, not parameters of the contract. */
final class CodeParameters {

    private CodeParameters() {}

    static boolean isBody(Parameter parameter) {
        boolean framework = parameter.isAnnotationPresent(Context.class)
                || parameter.isAnnotationPresent(CookieParam.class)
                || parameter.isAnnotationPresent(RestCookie.class)
                || parameter.getType().getName().startsWith("io.vertx.")
                || parameter.getType().getName().startsWith("jakarta.ws.rs.");
        return !framework && read(parameter).isEmpty();
    }

    static Optional<CodeOperation.Parameter> read(Parameter parameter) {
        if (parameter.isAnnotationPresent(PathParam.class)) {
            return found(parameter, parameter.getAnnotation(PathParam.class).value(), "path");
        }
        if (parameter.isAnnotationPresent(RestPath.class)) {
            return found(parameter, parameter.getAnnotation(RestPath.class).value(), "path");
        }
        if (parameter.isAnnotationPresent(QueryParam.class)) {
            return found(parameter, parameter.getAnnotation(QueryParam.class).value(), "query");
        }
        if (parameter.isAnnotationPresent(RestQuery.class)) {
            return found(parameter, parameter.getAnnotation(RestQuery.class).value(), "query");
        }
        if (parameter.isAnnotationPresent(HeaderParam.class)) {
            return found(parameter, parameter.getAnnotation(HeaderParam.class).value(), "header");
        }
        if (parameter.isAnnotationPresent(RestHeader.class)) {
            return found(parameter, parameter.getAnnotation(RestHeader.class).value(), "header");
        }
        return Optional.empty();
    }

    private static Optional<CodeOperation.Parameter> found(Parameter parameter, String name, String in) {
        DefaultValue fallback = parameter.getAnnotation(DefaultValue.class);
        boolean required = in.equals("path")
                || parameter.isAnnotationPresent(NotNull.class)
                || parameter.isAnnotationPresent(NotBlank.class)
                || parameter.isAnnotationPresent(NotEmpty.class);
        Shape shape = JavaShapes.of(parameter.getParameterizedType(), parameter);
        return Optional.of(new CodeOperation.Parameter(
                name.isEmpty() ? parameter.getName() : name,
                in,
                required && fallback == null,
                fallback == null ? null : fallback.value(),
                shape));
    }
}
