package org.twinloop.common.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {

    private static final int WRITERS = 8;
    private static final byte[] STATEMENT = {1, 2, 3};

    @TempDir
    Path folder;

    @Test
    void of_many_that_make_a_pair_at_once_one_is_kept_whole() throws Exception {
        Path privateFile = folder.resolve("state/key.pem");
        Path publicFile = folder.resolve("state/key.pub.pem");
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Callable<Void>> all = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                all.add(() -> {
                    KeyFiles.makeForDemo(privateFile, publicFile, pair);
                    assertTrue(ofOnePair(privateFile, publicFile));
                    return null;
                });
            }
            for (Future<Void> one : writers.invokeAll(all)) {
                one.get();
            }
        } finally {
            writers.shutdownNow();
        }
        assertTrue(KeyFiles.isOfDemo(privateFile));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(privateFile)));
        try (Stream<Path> left = Files.list(folder.resolve("state"))) {
            assertEquals(
                    List.of("demo-keys.lock", "key.pem", "key.pub.pem"),
                    left.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    private static boolean ofOnePair(Path privateFile, Path publicFile) throws Exception {
        KeyFactory keys = KeyFactory.getInstance("Ed25519");
        PrivateKey own = keys.generatePrivate(
                new PKCS8EncodedKeySpec(KeyFiles.read(privateFile).der()));
        PublicKey told = keys.generatePublic(
                new X509EncodedKeySpec(KeyFiles.read(publicFile).der()));
        Signature signing = Signature.getInstance("Ed25519");
        signing.initSign(own);
        signing.update(STATEMENT);
        byte[] signature = signing.sign();
        Signature checking = Signature.getInstance("Ed25519");
        checking.initVerify(told);
        checking.update(STATEMENT);
        return checking.verify(signature);
    }
}
