package org.twinloop.journal.evidence;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.twinloop.common.key.KeyFiles;

/**
 * Signs checkpoints. Production reads its key from files and refuses to start without, or with a key that demo mode has
 * made; demo mode makes its own in the state folder.
 */
@Startup
@Singleton
class CheckpointKey {

    private final PrivateKey privateKey;
    private final String publicKey;

    CheckpointKey(
            EvidenceConfig config,
            @ConfigProperty(name = "twinloop.mode") String mode,
            @ConfigProperty(name = "twinloop.state-dir") Path stateDir)
            throws GeneralSecurityException {
        boolean demo = mode.equals("demo");
        if (!demo
                && (config.checkpointKeyFile().isEmpty()
                        || config.checkpointPublicKeyFile().isEmpty())) {
            throw new IllegalStateException("production needs twinloop.journal.evidence.checkpoint-key-file and "
                    + "twinloop.journal.evidence.checkpoint-public-key-file; docs/runbook.md tells how to make them");
        }
        Path privateFile = config.checkpointKeyFile().orElse(stateDir.resolve("demo-checkpoint-key.pem"));
        Path publicFile = config.checkpointPublicKeyFile().orElse(stateDir.resolve("demo-checkpoint-key.pub.pem"));
        if (demo && config.checkpointKeyFile().isEmpty()) {
            makeIfMissing(privateFile, publicFile);
        }
        KeyFiles.Pem secret = KeyFiles.read(privateFile);
        if (!demo && secret.isOfDemo()) {
            throw new IllegalStateException("the key in " + privateFile + " was made for demo mode; make a new one");
        }
        privateKey =
                KeyFactory.getInstance(Checkpoint.ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(secret.der()));
        publicKey = Hex.of(KeyFiles.read(publicFile).der());
        Instant probe = Instant.EPOCH;
        if (!sign(1, "", probe).isSignedBy(sign(1, "", probe).carriedKey())) {
            throw new IllegalStateException(publicFile + " does not belong to " + privateFile);
        }
    }

    Checkpoint sign(long seq, String hash, Instant at) {
        return new Checkpoint(seq, hash, at, publicKey, sign(Checkpoint.statement(seq, hash, at)));
    }

    /** An Ed25519 signature, hex. */
    String sign(byte[] statement) {
        try {
            Signature signature = Signature.getInstance(Checkpoint.ALGORITHM);
            signature.initSign(privateKey);
            signature.update(statement);
            return Hex.of(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read cannot sign", e);
        }
    }

    private static void makeIfMissing(Path privateFile, Path publicFile) throws GeneralSecurityException {
        if (Files.exists(privateFile)) {
            return;
        }
        KeyPair pair = KeyPairGenerator.getInstance(Checkpoint.ALGORITHM).generateKeyPair();
        try {
            KeyFiles.makeForDemo(privateFile, publicFile, pair);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the demo keys to " + privateFile, e);
        }
    }
}
