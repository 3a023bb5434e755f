package org.twinloop.device.offline;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.ProblemException;
import org.twinloop.common.key.KeyFiles;

/** The Ed25519 keys of the installation. The first signs; while keys are changed, terminals know the next one too. */
@Singleton
class SigningKeys {

    private static final String ED25519 = "Ed25519";
    private static final int RAW_BYTES = 32;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (PRIVATE|PUBLIC) KEY-----([A-Za-z0-9+/=\\s]+)-----END");

    private final List<Pair> pairs;

    /** @param raw the public key as 32 bytes of RFC 8032 */
    private record Pair(int id, PrivateKey privateKey, byte[] raw) {}

    /** A public key as a terminal is provisioned with it. */
    record Published(int keyId, String publicKey) {}

    SigningKeys(
            OfflineKeyConfig config,
            @ConfigProperty(name = "twinloop.mode") String mode,
            @ConfigProperty(name = "twinloop.state-dir") Path stateDir)
            throws GeneralSecurityException {
        List<Path> files = config.files().orElse(List.of());
        if (files.isEmpty() && mode.equals("demo")) {
            Path own = stateDir.resolve("demo-offline-key.pem");
            makeOnce(own);
            files = List.of(own);
        }
        Pair[] read = new Pair[files.size()];
        for (int i = 0; i < read.length; i++) {
            if (!mode.equals("demo") && KeyFiles.isOfDemo(files.get(i))) {
                throw new IllegalStateException("the key in " + files.get(i)
                        + " was made for demo mode; docs/devices.md tells how to make another");
            }
            read[i] = read(files.get(i));
        }
        pairs = List.of(read);
        if (Stream.of(read).map(Pair::id).distinct().count() < read.length) {
            throw new IllegalStateException(
                    "two keys of twinloop.device.offline-key.files have the same id; " + "make one of them anew");
        }
    }

    /** Keys that terminals have to accept; empty when the installation offers no offline keys. */
    List<Published> published() {
        return pairs.stream()
                .map(pair -> new Published(
                        pair.id, Base64.getUrlEncoder().withoutPadding().encodeToString(pair.raw)))
                .toList();
    }

    /** Id of the key that signs; refused when there is none. */
    int signingId() {
        return signing().id;
    }

    /** Signs with the key of {@link #signingId}. The same bytes give the same signature. */
    byte[] sign(byte[] body) {
        try {
            Signature signature = Signature.getInstance(ED25519);
            signature.initSign(signing().privateKey);
            signature.update(body);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read cannot sign", e);
        }
    }

    private Pair signing() {
        return pairs.stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        CommonProblem.UNAVAILABLE,
                        "offline keys are off here; the installation sets twinloop.device.offline-key.files"));
    }

    private static Pair read(Path file) throws GeneralSecurityException {
        PrivateKey privateKey = null;
        PublicKey publicKey = null;
        KeyFactory factory = KeyFactory.getInstance(ED25519);
        Matcher block = PEM.matcher(text(file));
        while (block.find()) {
            byte[] der = Base64.getMimeDecoder().decode(block.group(2));
            if (block.group(1).equals("PRIVATE")) {
                privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(der));
            } else {
                publicKey = factory.generatePublic(new X509EncodedKeySpec(der));
            }
        }
        if (privateKey == null || publicKey == null) {
            throw new IllegalStateException(file + " needs an Ed25519 private and public key in PEM");
        }
        byte[] encoded = publicKey.getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length);
        int id = MessageDigest.getInstance("SHA-256").digest(raw)[0] & 0xff;
        return new Pair(id, privateKey, raw);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the key file " + file, e);
        }
    }

    private static void makeOnce(Path file) throws GeneralSecurityException {
        if (Files.exists(file)) {
            return;
        }
        try {
            KeyFiles.makeOnceForDemo(file, KeyPairGenerator.getInstance(ED25519).generateKeyPair());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the demo key to " + file, e);
        }
    }
}
