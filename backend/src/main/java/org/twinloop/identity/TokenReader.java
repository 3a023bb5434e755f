package org.twinloop.identity;

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

/**
 * Checks access tokens against our own key, which is a file or was made at start and so is not in the
 * configuration.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class TokenReader extends JWTCallerPrincipalFactory {

    private static final int CLOCK_SKEW_SECONDS = 5;

    private final DefaultJWTTokenParser parser = new DefaultJWTTokenParser();
    private final JWTAuthContextInfo ours;

    TokenReader(TokenKeys keys) {
        ours = new JWTAuthContextInfo(keys.publicKey(), Tokens.ISSUER);
        ours.setSignatureAlgorithm(java.util.Set.of(SignatureAlgorithm.RS256));
        ours.setClockSkew(CLOCK_SKEW_SECONDS);
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo configured) throws ParseException {
        var context = parser.parse(token, ours);
        String type = context.getJoseObjects().get(0).getHeader("typ");
        return new DefaultJWTCallerPrincipal(token, type, context.getJwtClaims());
    }
}
