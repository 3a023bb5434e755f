package org.twinloop.contract;

import com.tngtech.archunit.core.domain.JavaClass;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponses;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Reads the operations of the service from its compiled classes: every method below a {@link Path}. */
public final class CodeScan {

    static final String ROOT = "/api/v1";

    private CodeScan() {}

    /** Every resource class of the service. */
    public static List<Class<?>> resources() {
        return Compiled.classes().stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .<Class<?>>map(JavaClass::reflect)
                .sorted((a, b) -> a.getName().compareTo(b.getName()))
                .toList();
    }

    /** Operations below the root of the API. */
    static List<CodeOperation> operations(List<Class<?>> resources) {
        return methods(resources).stream()
                .filter(method -> path(method).startsWith(ROOT))
                .map(CodeScan::operation)
                .toList();
    }

    /** Paths that are served outside the root of the API. */
    public static Set<String> pathsOutside(List<Class<?>> resources) {
        Set<String> paths = new TreeSet<>();
        methods(resources).stream()
                .map(CodeScan::path)
                .filter(path -> !path.startsWith(ROOT))
                .forEach(paths::add);
        return paths;
    }

    public static List<Method> methods(List<Class<?>> resources) {
        return resources.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> httpMethod(method).isPresent())
                .toList();
    }

    public static Optional<String> httpMethod(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(found -> found != null)
                .map(found -> found.value().toLowerCase(Locale.ROOT))
                .findFirst();
    }

    public static String path(Method method) {
        String type = method.getDeclaringClass().getAnnotation(Path.class).value();
        Path own = method.getAnnotation(Path.class);
        String joined = ("/" + type + "/" + (own == null ? "" : own.value())).replaceAll("/+", "/");
        String withoutPatterns = joined.replaceAll("\\{\\s*(\\w+)\\s*:[^}]*}", "{$1}");
        return withoutPatterns.length() > 1 && withoutPatterns.endsWith("/")
                ? withoutPatterns.substring(0, withoutPatterns.length() - 1)
                : withoutPatterns;
    }

    private static CodeOperation operation(Method method) {
        String place = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        List<CodeOperation.Parameter> parameters = new ArrayList<>();
        Optional<CodeOperation.Body> body = Optional.empty();
        for (var parameter : method.getParameters()) {
            if (CodeParameters.isBody(parameter)) {
                Shape shape = JavaShapes.of(parameter.getParameterizedType(), parameter);
                body = Optional.of(new CodeOperation.Body(types(method, true), shape));
            } else {
                CodeParameters.read(parameter).ifPresent(parameters::add);
            }
        }
        Type answered = answered(method);
        return new CodeOperation(
                httpMethod(method).orElseThrow(),
                path(method).substring(ROOT.length()),
                place,
                roles(method),
                parameters,
                statuses(method, answered),
                body,
                answer(method, answered));
    }

    private static Optional<CodeOperation.Body> answer(Method method, Type answered) {
        if (answered == void.class || answered == Void.class) {
            return Optional.empty();
        }
        Set<String> types = types(method, false);
        boolean json = types.isEmpty() || types.contains("application/json");
        Shape shape = json ? JavaShapes.of(answered) : Shape.of("string", java.util.Map.of());
        return Optional.of(new CodeOperation.Body(types.isEmpty() ? Set.of("application/json") : types, shape));
    }

    /** The value type: what is left when Uni, RestResponse and the like are taken off. */
    private static Type answered(Method method) {
        Type type = method.getGenericReturnType();
        while (type instanceof ParameterizedType generic
                && Set.of(Uni.class, Multi.class, RestResponse.class, CompletionStage.class)
                        .contains((Class<?>) generic.getRawType())) {
            type = generic.getActualTypeArguments()[0];
        }
        return type;
    }

    private static Set<Integer> statuses(Method method, Type answered) {
        Set<Integer> statuses = new TreeSet<>();
        ResponseStatus one = method.getAnnotation(ResponseStatus.class);
        if (one != null) {
            statuses.add(one.value());
        }
        APIResponses many = method.getAnnotation(APIResponses.class);
        APIResponse single = method.getAnnotation(APIResponse.class);
        Arrays.stream(many != null ? many.value() : single != null ? new APIResponse[] {single} : new APIResponse[0])
                .map(response -> Integer.valueOf(response.responseCode()))
                .filter(status -> status < 300)
                .forEach(statuses::add);
        if (statuses.isEmpty()) {
            statuses.add(answered == void.class || answered == Void.class ? 204 : 200);
        }
        return statuses;
    }

    private static Set<String> roles(Method method) {
        if (method.isAnnotationPresent(PermitAll.class)) {
            return Set.of("PUBLIC");
        }
        RolesAllowed own = method.getAnnotation(RolesAllowed.class);
        if (own != null) {
            return named(own);
        }
        Class<?> type = method.getDeclaringClass();
        if (method.isAnnotationPresent(Authenticated.class) || type.isAnnotationPresent(Authenticated.class)) {
            return Set.of("ANY");
        }
        if (type.isAnnotationPresent(RolesAllowed.class)) {
            return named(type.getAnnotation(RolesAllowed.class));
        }
        return type.isAnnotationPresent(PermitAll.class) ? Set.of("PUBLIC") : Set.of();
    }

    private static Set<String> named(RolesAllowed roles) {
        return new LinkedHashSet<>(List.of(roles.value()));
    }

    /** Types of which only the answer itself says which it has. */
    private static Set<String> told(Method method) {
        return Arrays.stream(method.getAnnotationsByType(APIResponse.class))
                .flatMap(response -> Arrays.stream(response.content()))
                .map(Content::mediaType)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> types(Method method, boolean asked) {
        Annotation own = asked ? method.getAnnotation(Consumes.class) : method.getAnnotation(Produces.class);
        Class<?> type = method.getDeclaringClass();
        Annotation found =
                own != null ? own : asked ? type.getAnnotation(Consumes.class) : type.getAnnotation(Produces.class);
        if (found == null) {
            return asked ? Set.of() : told(method);
        }
        String[] values = found instanceof Consumes consumes ? consumes.value() : ((Produces) found).value();
        Set<String> types = new TreeSet<>();
        Arrays.stream(values).map(value -> value.split(";")[0].strip()).forEach(types::add);
        return types;
    }
}
