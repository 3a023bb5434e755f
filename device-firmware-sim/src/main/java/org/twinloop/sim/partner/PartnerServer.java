package org.twinloop.sim.partner;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** The partners' HTTP port. */
public final class PartnerServer {
    private final Router router;
    private final Vertx vertx;
    private final String token;
    private final Outages outages;
    private final Runnable catchUp;

    /**
     * Prepares the port.
     *
     * @param token bearer token callers must show; empty refuses every caller
     * @param catchUp brings the city up to the present before a call is answered
     */
    public PartnerServer(Vertx vertx, String token, Outages outages, Runnable catchUp) {
        this.vertx = vertx;
        this.token = token;
        this.outages = outages;
        this.catchUp = catchUp;
        this.router = Router.router(vertx);
        Problem.guard(router);
    }

    /** Serves a partner's items: create by POST, read by GET, cancel by DELETE. */
    public void items(
            String partner,
            String path,
            Function<Body, Answer> create,
            Function<UUID, Answer> find,
            Function<UUID, Answer> cancel) {
        router.post(path)
                .handler(context -> answer(partner, context, () -> create.apply(Body.of(Problem.bytes(context)))));
        router.get(path + "/:id").handler(context -> answer(partner, context, () -> find.apply(id(context))));
        router.delete(path + "/:id").handler(context -> answer(partner, context, () -> cancel.apply(id(context))));
    }

    /** Serves documents that anybody may read; {@code document} may refuse. */
    public void documents(String partner, String path, Function<RoutingContext, Document> document) {
        router.get(path).handler(context -> {
            catchUp.run();
            if (outages.down(partner)) {
                Problem.send(context, 503, partner + " is out of order");
                return;
            }
            try {
                serve(context, document.apply(context));
            } catch (Refusal refusal) {
                Problem.send(context, refusal.status(), refusal.getMessage());
            }
        });
    }

    /** Bytes with an entity tag and how long they may be kept, in real seconds. */
    public record Document(byte[] body, String etag, long maxAgeS) {}

    private static void serve(RoutingContext context, Document document) {
        context.response()
                .putHeader("etag", document.etag())
                .putHeader("cache-control", "max-age=" + document.maxAgeS());
        String known = context.request().getHeader("if-none-match");
        if (known != null && known.contains(document.etag())) {
            context.response().setStatusCode(304).end();
        } else {
            context.response()
                    .putHeader("content-type", "application/json; charset=utf-8")
                    .end(Buffer.buffer(document.body()));
        }
    }

    private void answer(String partner, RoutingContext context, Supplier<Answer> call) {
        if (!authorised(context)) {
            context.response().putHeader("www-authenticate", "Bearer");
            Problem.send(context, 401, "the bearer token is missing or not the one shared with this partner");
            return;
        }
        catchUp.run();
        if (outages.down(partner)) {
            Problem.send(context, 503, partner + " is out of order");
            return;
        }
        try {
            Answer answer = call.get();
            context.response().setStatusCode(answer.status());
            if (answer.body() == null) {
                context.response().end();
            } else {
                context.response()
                        .putHeader("content-type", "application/json; charset=utf-8")
                        .end(answer.body().toString());
            }
        } catch (Refusal refusal) {
            Problem.send(context, refusal.status(), refusal.getMessage());
        }
    }

    private boolean authorised(RoutingContext context) {
        String header = context.request().getHeader("authorization");
        byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        return !token.isEmpty()
                && header != null
                && MessageDigest.isEqual(expected, header.getBytes(StandardCharsets.UTF_8));
    }

    private static UUID id(RoutingContext context) {
        try {
            return UUID.fromString(context.pathParam("id"));
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "id " + context.pathParam("id") + "; must be a UUID");
        }
    }

    public Future<HttpServer> listen(String host, int port) {
        HttpServerOptions options =
                new HttpServerOptions().setHost(host).setPort(port).setCompressionSupported(true);
        return vertx.createHttpServer(options).requestHandler(router).listen();
    }
}
