package org.twinloop.identity;

import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.twinloop.common.SystemTime;

/** Makes access tokens and the random part of the others. */
@Singleton
class Tokens {

    static final String ISSUER = "https://twinloop.org";
    static final String CLAIM_UNIT = "unit";
    static final String CLAIM_OPERATOR = "operator";
    static final String CLAIM_SCOPE = "rows";
    static final String CLAIM_CSRF = "csrf";
    static final String CLAIM_SESSION = "sid";
    private static final int SECRET_BYTES = 32;
    /** Roles that answer for the whole city when held in the root unit. */
    private static final Set<Role> CITY_WIDE =
            Set.of(Role.FLEET_MANAGER, Role.FINANCE, Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR);

    private final TokenKeys keys;
    private final IdentityConfig config;
    private final SecureRandom random = new SecureRandom();

    Tokens(TokenKeys keys, IdentityConfig config) {
        this.keys = keys;
        this.config = config;
    }

    /**
     * A signed token for a person.
     *
     * @param session the family of its refresh tokens
     * @param csrf what a browser has to send back with every unsafe call
     */
    String access(Person person, boolean rootUnit, UUID session, String csrf) {
        var claims = Jwt.issuer(ISSUER)
                .subject(person.id().toString())
                .upn(person.login())
                .groups(person.roles().stream().map(Role::name).collect(Collectors.toSet()))
                .claim(CLAIM_SCOPE, rows(person, rootUnit))
                .claim(CLAIM_CSRF, csrf)
                .claim(CLAIM_SESSION, session.toString())
                .issuedAt(SystemTime.now())
                .expiresIn(accessLife());
        if (person.unitId() != null) {
            claims.claim(CLAIM_UNIT, person.unitId().toString());
        }
        if (person.operatorId() != null) {
            claims.claim(CLAIM_OPERATOR, person.operatorId().toString());
        }
        return claims.jws().keyId("1").sign(keys.privateKey());
    }

    Duration accessLife() {
        return Duration.ofMinutes(config.accessTokenMinutes());
    }

    Duration refreshLife() {
        return Duration.ofDays(config.refreshTokenDays());
    }

    /** 256 random bits, base64url. */
    String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What is kept of a refresh token. A plain digest is enough for 256 random bits. */
    static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String rows(Person person, boolean rootUnit) {
        if (person.operatorId() != null) {
            return "operator";
        }
        return rootUnit && person.roles().stream().anyMatch(CITY_WIDE::contains) ? "all" : "unit";
    }
}
