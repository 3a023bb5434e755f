package org.twinloop.sim.partner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.twinloop.sim.terminal.Json;

/** Refusals as {@code application/problem+json}. */
public final class Problem {
    private static final long BODY_MAX = 64 * 1024;

    private Problem() {}

    public static void send(RoutingContext context, int status, String detail) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("type", "about:blank")
                .put("title", "refused")
                .put("status", status)
                .put("detail", detail);
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/problem+json")
                .end(body.toString());
    }

    /** Reads bodies up to a limit and answers what no route takes. */
    public static void guard(Router router) {
        router.route().handler(BodyHandler.create(false).setBodyLimit(BODY_MAX));
        router.errorHandler(404, context -> send(context, 404, "no such address: " + context.normalizedPath()));
        router.errorHandler(405, context -> send(context, 405, context.request().method() + " is not offered here"));
        router.errorHandler(413, context -> send(context, 413, "the body is over " + BODY_MAX + " bytes"));
    }

    /** The bytes of a call's body; none when it has no body. */
    public static byte[] bytes(RoutingContext context) {
        return context.body().buffer() == null
                ? new byte[0]
                : context.body().buffer().getBytes();
    }
}
