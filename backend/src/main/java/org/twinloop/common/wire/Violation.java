package org.twinloop.common.wire;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Iterator;
import org.twinloop.common.ProblemException.FieldError;

/** Says of a violated constraint which field or parameter it concerns, by the name the caller knows. */
final class Violation {

    private Violation() {}

    static FieldError of(ConstraintViolation<?> violation) {
        return new FieldError(pointer(violation), shown(violation.getInvalidValue()) + "; " + violation.getMessage());
    }

    private static String shown(Object value) {
        if (value == null) {
            return "missing";
        }
        if (value instanceof Collection<?> list) {
            return list.size() + " entries";
        }
        return value instanceof Record ? "an object" : "value " + Shown.value(value.toString());
    }

    /** The path begins with the method and its parameter, of which the caller knows neither. */
    private static String pointer(ConstraintViolation<?> violation) {
        StringBuilder pointer = new StringBuilder();
        Iterator<Path.Node> nodes = violation.getPropertyPath().iterator();
        Path.Node first = nodes.next();
        if (first.getKind() == ElementKind.METHOD) {
            Path.ParameterNode parameter = nodes.next().as(Path.ParameterNode.class);
            String name = wireName(violation.getRootBeanClass(), first.as(Path.MethodNode.class), parameter);
            pointer.append(name.isEmpty() ? "" : "/" + name);
        } else {
            append(pointer, first);
        }
        nodes.forEachRemaining(node -> append(pointer, node));
        return pointer.toString();
    }

    private static void append(StringBuilder pointer, Path.Node node) {
        if (node.getIndex() != null) {
            pointer.append('/').append(node.getIndex());
        }
        if (node.getKind() == ElementKind.PROPERTY) {
            pointer.append('/').append(node.getName());
        }
    }

    /** The name in path, query or header; empty for the body, which has none. */
    private static String wireName(Class<?> resource, Path.MethodNode called, Path.ParameterNode parameter) {
        Class<?>[] types = called.getParameterTypes().toArray(Class<?>[]::new);
        for (Class<?> type = resource; type != Object.class; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals(called.getName())
                        && java.util.Arrays.equals(method.getParameterTypes(), types)) {
                    String name =
                            ParameterReading.name(method.getParameterAnnotations()[parameter.getParameterIndex()]);
                    if (!name.isEmpty()) {
                        return name;
                    }
                }
            }
        }
        return "";
    }
}
