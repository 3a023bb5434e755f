package org.twinloop.identity;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenKeysTest {
    private static final String PRIVATE = "demo-token-key.pem";
    private static final String PUBLIC = "demo-token-key.pub.pem";

    @TempDir
    Path folder;

    @Test
    void production_takes_a_pair_of_its_own_and_refuses_keys_of_the_demo() throws Exception {
        Path one = pair("one");
        refused("made for demo mode", one.resolve(PRIVATE), one.resolve(PUBLIC));

        Path own = own(one.resolve(PRIVATE));
        refused("made for demo mode", own, one.resolve(PUBLIC));

        assertDoesNotThrow(() -> keys("production", own, own(one.resolve(PUBLIC))));
    }

    @Test
    void keys_of_two_pairs_are_refused() throws Exception {
        Path mine = own(pair("one").resolve(PRIVATE));
        Path other = own(pair("two").resolve(PUBLIC));

        refused("not of one pair", mine, other);
    }

    @Test
    void production_needs_keys() {
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> keys("production", null, null));
        assertTrue(refused.getMessage().contains("runbook"), refused.getMessage());
    }

    private void refused(String why, Path privateKey, Path publicKey) {
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> keys("production", privateKey, publicKey));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    /** A folder with a pair that demo mode has made. */
    private Path pair(String name) throws GeneralSecurityException {
        Path made = folder.resolve(name);
        new TokenKeys(config(null, null), "demo", made);
        return made;
    }

    /** The same key without its mark. */
    private static Path own(Path key) throws IOException {
        return Files.writeString(
                key.resolveSibling("own-" + key.getFileName()),
                Files.readAllLines(key).stream()
                        .filter(line -> !line.startsWith("#"))
                        .collect(Collectors.joining("\n")));
    }

    private TokenKeys keys(String mode, Path privateKey, Path publicKey) throws GeneralSecurityException {
        return new TokenKeys(config(privateKey, publicKey), mode, folder);
    }

    private static IdentityConfig config(Path privateKey, Path publicKey) {
        return (IdentityConfig) Proxy.newProxyInstance(
                IdentityConfig.class.getClassLoader(),
                new Class<?>[] {IdentityConfig.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "privateKeyFile" -> Optional.ofNullable(privateKey);
                    case "publicKeyFile" -> Optional.ofNullable(publicKey);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
