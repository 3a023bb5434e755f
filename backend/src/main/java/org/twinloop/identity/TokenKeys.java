package org.twinloop.identity;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.twinloop.common.key.KeyFiles;

/**
 * The keys that sign and check tokens (RS256). Production reads them from files and refuses to start without, or with a
 * key that demo mode has made; demo mode makes its own in the state folder.
 */
@Startup
@Singleton
class TokenKeys {

    private static final int RSA_BITS_MIN = 2048;

    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    TokenKeys(
            IdentityConfig config,
            @ConfigProperty(name = "twinloop.mode") String mode,
            @ConfigProperty(name = "twinloop.state-dir") Path stateDir)
            throws GeneralSecurityException {
        boolean demo = mode.equals("demo");
        if (!demo && !mode.equals("production")) {
            throw new IllegalStateException("twinloop.mode is '" + mode + "'; set it to demo or production");
        }
        if (!demo
                && (config.privateKeyFile().isEmpty() || config.publicKeyFile().isEmpty())) {
            throw new IllegalStateException("production needs twinloop.identity.private-key-file and "
                    + "twinloop.identity.public-key-file; docs/runbook.md tells how to make them");
        }
        Path privateFile = config.privateKeyFile().orElse(stateDir.resolve("demo-token-key.pem"));
        Path publicFile = config.publicKeyFile().orElse(stateDir.resolve("demo-token-key.pub.pem"));
        if (demo && config.privateKeyFile().isEmpty()) {
            makeIfMissing(privateFile, publicFile);
        }
        KeyFiles.Pem privatePem = KeyFiles.read(privateFile);
        KeyFiles.Pem publicPem = KeyFiles.read(publicFile);
        if (!demo && (privatePem.isOfDemo() || publicPem.isOfDemo())) {
            throw new IllegalStateException("the keys in " + privateFile + " and " + publicFile
                    + " were made for demo mode; docs/runbook.md tells how to make others");
        }
        KeyFactory rsa = KeyFactory.getInstance("RSA");
        privateKey = rsa.generatePrivate(new PKCS8EncodedKeySpec(privatePem.der()));
        publicKey = rsa.generatePublic(new X509EncodedKeySpec(publicPem.der()));
        if (!((RSAKey) privateKey).getModulus().equals(((RSAKey) publicKey).getModulus())) {
            throw new IllegalStateException(
                    "the keys in " + privateFile + " and " + publicFile + " are not of one pair; set both of a pair");
        }
        int bits = ((RSAKey) publicKey).getModulus().bitLength();
        if (bits < RSA_BITS_MIN) {
            throw new IllegalStateException("the RSA key has " + bits + " bits; at least 2048 are needed");
        }
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    PublicKey publicKey() {
        return publicKey;
    }

    private static void makeIfMissing(Path privateFile, Path publicFile) throws GeneralSecurityException {
        if (Files.exists(privateFile)) {
            return;
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS_MIN);
        try {
            KeyFiles.makeForDemo(privateFile, publicFile, generator.generateKeyPair());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the demo keys to " + privateFile, e);
        }
    }
}
