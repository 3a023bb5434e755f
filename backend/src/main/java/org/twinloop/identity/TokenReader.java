package org.twinloop.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import org.twinloop.common.SystemTime;

/**
 * Checks access tokens against our own key, which is a file or was made at start and so is not in the
 * configuration. A token whose signature was found good is known until it ends, since a phone sends the same one with
 * every call; whether its person and session may still use it is asked each time ({@link Standing}).
 */
@Alternative
@Priority(1)
@ApplicationScoped
class TokenReader extends JWTCallerPrincipalFactory {

    private static final int CLOCK_SKEW_SECONDS = 5;

    private final DefaultJWTTokenParser parser = new DefaultJWTTokenParser();
    private final JWTAuthContextInfo ours;
    private final Cache<String, JWTCallerPrincipal> known;

    TokenReader(TokenKeys keys, IdentityConfig config) {
        known = Caffeine.newBuilder().maximumSize(config.tokensKnownMax()).build();
        ours = new JWTAuthContextInfo(keys.publicKey(), Tokens.ISSUER);
        ours.setSignatureAlgorithm(java.util.Set.of(SignatureAlgorithm.RS256));
        ours.setClockSkew(CLOCK_SKEW_SECONDS);
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo configured) throws ParseException {
        JWTCallerPrincipal before = known.getIfPresent(token);
        if (before != null && SystemTime.now().getEpochSecond() < before.getExpirationTime()) {
            return before;
        }
        var context = parser.parse(token, ours);
        String type = context.getJoseObjects().get(0).getHeader("typ");
        JWTCallerPrincipal read = new DefaultJWTCallerPrincipal(token, type, context.getJwtClaims());
        known.put(token, read);
        return read;
    }
}
