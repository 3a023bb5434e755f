package org.twinloop.sim.backend;

import com.fasterxml.jackson.databind.JsonNode;

/** The service answered a call with something else than success. */
public final class ServiceRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ServiceRefusal(String call, int status, JsonNode problem) {
        super(call + " answered " + status + ": "
                + problem.path("title").asText("no title") + ", "
                + problem.path("detail").asText("no detail"));
        this.status = status;
    }

    public int status() {
        return status;
    }
}
