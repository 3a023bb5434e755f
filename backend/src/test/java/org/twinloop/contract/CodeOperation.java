package org.twinloop.contract;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One operation as the code has it.
 *
 * @param method HTTP method in lower case
 * @param path path below {@code /api/v1}
 * @param place class and method, for messages
 * @param roles role names, or ANY, or PUBLIC
 * @param statuses statuses of success
 * @param body what is asked, with its media types
 * @param answer what is answered, empty when nothing is
 */
record CodeOperation(
        String method,
        String path,
        String place,
        Set<String> roles,
        List<Parameter> parameters,
        Set<Integer> statuses,
        Optional<Body> body,
        Optional<Body> answer) {

    /**
     * A parameter in path, query or header.
     *
     * @param fallback the value taken when it is absent, null when there is none
     */
    record Parameter(String name, String in, boolean required, String fallback, Shape shape) {}

    /** A body with the media types it may have. */
    record Body(Set<String> mediaTypes, Shape shape) {}

    String key() {
        return method + " " + path;
    }

    /** The same operation answered in another media type, chosen by what the caller accepts. */
    boolean isAnotherFormOf(CodeOperation other) {
        return method.equals("get")
                && roles.equals(other.roles)
                && parameters.equals(other.parameters)
                && statuses.equals(other.statuses)
                && answer.isPresent()
                && other.answer.isPresent()
                && Collections.disjoint(
                        answer.get().mediaTypes(), other.answer.get().mediaTypes());
    }

    /** Both forms as one operation; its shape is that of JSON. */
    CodeOperation with(CodeOperation other) {
        Body one = answer.orElseThrow();
        Body two = other.answer.orElseThrow();
        Set<String> types = new TreeSet<>(one.mediaTypes());
        types.addAll(two.mediaTypes());
        Shape shape = one.mediaTypes().contains("application/json") ? one.shape() : two.shape();
        return new CodeOperation(
                method, path, place, roles, parameters, statuses, body, Optional.of(new Body(types, shape)));
    }
}
