package org.twinloop.map;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * What a browser is told with every answer: load nothing from elsewhere, run no inline script or style, sit in no
 * frame. {@code wasm-unsafe-eval} is for the QR reader alone, {@code data:} images for the map's own icons.
 */
@ApplicationScoped
class PageHeaders {

    static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "media-src 'self' blob:",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "object-src 'none'");

    private static final int EARLY = 900;
    private static final String HOME = "/phone.html";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    void install(@Observes Filters filters) {
        filters.register(PageHeaders::answer, EARLY);
    }

    private static void answer(RoutingContext context) {
        String path = context.request().path();
        HttpServerResponse response = context.response();
        response.putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.putHeader("X-Content-Type-Options", "nosniff");
        response.putHeader("Referrer-Policy", "same-origin");
        response.putHeader("Permissions-Policy", "camera=(self), geolocation=(self), microphone=()");
        response.putHeader("Cross-Origin-Opener-Policy", "same-origin");
        if (path.equals("/")) {
            response.setStatusCode(302).putHeader("Location", HOME).end();
            return;
        }
        if (path.startsWith("/tiles/")) {
            String query = context.request().query();
            String own = (signedIn(context) ? "/api/v1/" : "/api/v1/public-") + path.substring(1);
            context.reroute(query == null ? own : own + '?' + query);
            return;
        }
        if (path.startsWith("/assets/")) {
            context.addHeadersEndHandler(done -> keep(response));
        } else if (path.endsWith(".html")) {
            context.addHeadersEndHandler(done -> response.headers().set("Cache-Control", "no-cache"));
        }
        context.next();
    }

    /** Whether a token was shown at all; whether it is good is found out where it is needed. */
    private static boolean signedIn(RoutingContext context) {
        return context.request().getHeader("Authorization") != null
                || context.request().getCookie("tl_access") != null;
    }

    /** The name of a file below /assets/ changes with its content; an error about one must not be kept. */
    private static void keep(HttpServerResponse response) {
        if (response.getStatusCode() < 400) {
            response.headers().set("Cache-Control", FOR_EVER);
        }
    }
}
