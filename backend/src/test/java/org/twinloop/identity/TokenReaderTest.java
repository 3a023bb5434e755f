package org.twinloop.identity;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.jwt.build.Jwt;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twinloop.common.SystemTime;

class TokenReaderTest {
    @TempDir
    Path folder;

    @Test
    void a_token_that_was_checked_is_known_again_until_its_life_is_over() throws Exception {
        TokenKeys keys = keys();
        TokenReader reader = new TokenReader(keys, config());
        String token = token(keys, 60);
        assertSame(reader.parse(token, null), reader.parse(token, null));

        // Three to two seconds before the end of the five that clocks may differ.
        String dying = token(keys, -2);
        reader.parse(dying, null);
        Awaitility.await("the end of its life")
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThrows(ParseException.class, () -> reader.parse(dying, null)));
    }

    @Test
    void a_token_that_was_changed_is_refused_although_the_true_one_is_known() throws Exception {
        TokenKeys keys = keys();
        TokenReader reader = new TokenReader(keys, config());
        String token = token(keys, 60);
        reader.parse(token, null);

        int signature = token.lastIndexOf('.') + 5;
        char other = token.charAt(signature) == 'A' ? 'B' : 'A';
        String forged = token.substring(0, signature) + other + token.substring(signature + 1);
        assertThrows(ParseException.class, () -> reader.parse(forged, null));
        assertThrows(ParseException.class, () -> reader.parse(forged, null));
    }

    /** @param seconds of life from now on */
    private static String token(TokenKeys keys, int seconds) {
        long now = SystemTime.now().getEpochSecond();
        return Jwt.issuer(Tokens.ISSUER)
                .subject("person")
                .upn("wang")
                .issuedAt(now - 60)
                .expiresAt(now + seconds)
                .jws()
                .keyId("1")
                .sign(keys.privateKey());
    }

    private TokenKeys keys() throws GeneralSecurityException {
        return new TokenKeys(config(), "demo", folder);
    }

    private static IdentityConfig config() {
        return (IdentityConfig) Proxy.newProxyInstance(
                IdentityConfig.class.getClassLoader(),
                new Class<?>[] {IdentityConfig.class},
                (proxy, method, arguments) -> method.getReturnType() == int.class ? 10 : Optional.empty());
    }
}
