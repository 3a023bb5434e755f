package org.twinloop.identity;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.smallrye.jwt.runtime.auth.JsonWebTokenCredential;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.twinloop.common.ProblemException;

/**
 * Finds the access token: {@code Authorization: Bearer} on the phone app, the HttpOnly cookie in a browser. With the
 * cookie every unsafe call must also send the token's anti-forgery value in {@code X-CSRF-Token}.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class SignInMechanism implements HttpAuthenticationMechanism {

    static final String ACCESS_COOKIE = "tl_access";
    static final String CSRF_HEADER = "X-CSRF-Token";
    private static final String BEARER = "Bearer ";
    private static final int UNAUTHORIZED = 401;

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        String header = context.request().getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return identify(
                    context, providers, header.substring(BEARER.length()).trim());
        }
        Cookie cookie = context.request().getCookie(ACCESS_COOKIE);
        if (cookie == null || cookie.getValue().isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        return identify(context, providers, cookie.getValue()).invoke(identity -> refuseForgery(context, identity));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(UNAUTHORIZED, "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(TokenAuthenticationRequest.class);
    }

    private static Uni<SecurityIdentity> identify(
            RoutingContext context, IdentityProviderManager providers, String token) {
        var request = new TokenAuthenticationRequest(new JsonWebTokenCredential(token));
        return providers.authenticate(HttpSecurityUtils.setRoutingContextAttribute(request, context));
    }

    private static void refuseForgery(RoutingContext context, SecurityIdentity identity) {
        HttpMethod method = context.request().method();
        if (method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS) {
            return;
        }
        String expected = ((JsonWebToken) identity.getPrincipal()).getClaim(Tokens.CLAIM_CSRF);
        String sent = context.request().getHeader(CSRF_HEADER);
        if (sent == null || !MessageDigest.isEqual(bytes(expected), bytes(sent))) {
            throw new ProblemException(
                    IdentityProblem.CSRF_REFUSED, "send the value of cookie tl_csrf in header " + CSRF_HEADER);
        }
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
