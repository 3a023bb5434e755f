package org.twinloop.common.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.twinloop.common.CommonProblem;

/**
 * Refuses a body whose announced length is above the limit, before a byte of it is read; the framework would do so
 * without a word. A body that does not announce its length is counted while it is read.
 */
@ApplicationScoped
class BodyLimit {

    /** After the trace id was given, before the framework's own look. */
    private static final int SECOND = 900;

    private final ObjectMapper json;
    private final long bytesMax;

    BodyLimit(ObjectMapper json, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize max) {
        this.json = json;
        this.bytesMax = max.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::look, SECOND);
    }

    private void look(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (announced(request) <= bytesMax) {
            context.next();
            return;
        }
        ProblemBody body = ProblemMapper.body(
                request,
                413,
                CommonProblem.TOO_LARGE,
                "the body has " + announced(request) + " bytes; at most " + bytesMax,
                List.of());
        request.response()
                .setStatusCode(body.status())
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Connection", "close")
                .end(written(body))
                .onComplete(sent -> request.connection().close());
    }

    /** Bytes; 0 when the length is not announced or is no number, which the framework refuses itself. */
    private static long announced(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
    }

    private String written(ProblemBody body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a problem that cannot be written", impossible);
        }
    }
}
