package org.twinloop.common.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.Startup;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.twinloop.common.CommonProblem;

/**
 * Metrics stand on the public port, so they are shown to whoever has the bearer token {@code twinloop.metrics.token};
 * without one, to this machine only, and not to what a proxy on it passes on.
 */
@Startup
@Singleton
class MetricsDoor {

    private static final String PATH = "/q/metrics";
    private static final String BEARER = "Bearer ";
    private static final int TOKEN_LENGTH_MIN = 16;
    /** Beside the limit of bodies, after the trace id was given. */
    private static final int SECOND = 900;

    private final ObjectMapper json;
    private final Optional<String> token;

    MetricsDoor(ObjectMapper json, @ConfigProperty(name = "twinloop.metrics.token") Optional<String> token) {
        this.json = json;
        this.token = token;
        token.filter(word -> word.length() < TOKEN_LENGTH_MIN).ifPresent(word -> {
            throw new IllegalStateException("twinloop.metrics.token has " + word.length() + " characters; at least "
                    + TOKEN_LENGTH_MIN + " random ones are needed: openssl rand -hex 24");
        });
    }

    void register(@Observes Filters filters) {
        filters.register(this::look, SECOND);
    }

    private void look(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!context.normalizedPath().startsWith(PATH) || isWelcome(request)) {
            context.next();
            return;
        }
        ProblemBody body = token.isPresent()
                ? ProblemMapper.body(request, 401, CommonProblem.SIGN_IN_NEEDED, "a bearer token is needed", List.of())
                : ProblemMapper.body(
                        request,
                        403,
                        CommonProblem.NOT_ALLOWED,
                        "metrics are for this machine; set twinloop.metrics.token to read them from another",
                        List.of());
        if (body.status() == 401) {
            request.response().putHeader("WWW-Authenticate", "Bearer");
        }
        request.response()
                .setStatusCode(body.status())
                .putHeader("Content-Type", "application/problem+json")
                .end(written(body));
    }

    private boolean isWelcome(HttpServerRequest request) {
        boolean passedOn = request.headers().contains("X-Forwarded-For")
                || request.headers().contains("Forwarded")
                || request.headers().contains("Via");
        return isWelcome(
                token,
                request.getHeader("Authorization"),
                request.remoteAddress().hostAddress(),
                passedOn);
    }

    /**
     * @param address numeric, as the connection has it
     * @param passedOn whether a proxy says that it asks for somebody else
     */
    static boolean isWelcome(Optional<String> token, String authorization, String address, boolean passedOn) {
        if (token.isPresent()) {
            return authorization != null
                    && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    && MessageDigest.isEqual(
                            bytes(token.get()),
                            bytes(authorization.substring(BEARER.length()).strip()));
        }
        return !passedOn && isLoopback(address);
    }

    /** A numeric address is not looked up anywhere. */
    private static boolean isLoopback(String address) {
        try {
            return address != null
                    && address.matches("[0-9a-fA-F.:%]+")
                    && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String written(ProblemBody body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a problem that cannot be written", impossible);
        }
    }
}
