package org.twinloop.trip.approval.rule;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One edit of a request, an operation of JSON Patch (RFC 6902) on the inputs of a decision. {@code add} sets a member
 * whether or not it is there, so no other operation is needed.
 *
 * @param path JSON pointer into the inputs, below the part that is asked for
 */
public record PolicyChange(String op, String path, JsonNode value) {

    public PolicyChange {
        value = PolicyInputs.ordered(value);
    }

    static PolicyChange set(String path, Object value) {
        return new PolicyChange("add", path, PolicyInputs.tree(value));
    }
}
