package org.twinloop.common.wire;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;

/**
 * Gives every request a trace id, taken from {@code traceparent} (W3C Trace Context) where a caller sends one. It
 * stands
 * in the logs, in problems and in the answer's {@code X-Trace-Id}.
 */
@ApplicationScoped
class Tracing {

    private static final String KEY = "traceId";
    private static final int FIRST = 1000;
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    void register(@Observes Filters filters) {
        filters.register(Tracing::begin, FIRST);
    }

    static String current() {
        Object id = MDC.get(KEY);
        return id == null ? null : id.toString();
    }

    private static void begin(RoutingContext request) {
        String sent = request.request().getHeader("traceparent");
        Matcher valid = TRACEPARENT.matcher(sent == null ? "" : sent);
        String id =
                valid.matches() ? valid.group(1) : UUID.randomUUID().toString().replace("-", "");
        MDC.put(KEY, id);
        request.response().putHeader("X-Trace-Id", id);
        request.next();
    }
}
