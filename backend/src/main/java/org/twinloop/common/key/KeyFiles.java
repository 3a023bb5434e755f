package org.twinloop.common.key;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.Base64;

/** Keys in PEM files, and the mark by which a key that demo mode has made is known. */
public final class KeyFiles {

    private static final String DEMO_MARK = "twinloop demo key, not for production";

    /** Locked while a pair is written. */
    private static final String GATE = "demo-keys.lock";

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private KeyFiles() {}

    /**
     * What a PEM file holds.
     *
     * @param der the decoded key
     * @param isOfDemo demo mode has made it
     */
    public record Pem(byte[] der, boolean isOfDemo) {}

    /** Throws {@link UncheckedIOException} naming the file when it cannot be read. */
    public static Pem read(Path file) {
        try {
            String text = Files.readString(file);
            int begin = Math.max(0, text.indexOf("-----BEGIN"));
            String body = text.substring(begin).replaceAll("-----[A-Z ]+-----", "");
            return new Pem(Base64.getMimeDecoder().decode(body), text.contains(DEMO_MARK));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the key file " + file, e);
        }
    }

    /** Whether demo mode has made it; throws as {@link #read}. */
    public static boolean isOfDemo(Path file) {
        return read(file).isOfDemo();
    }

    /**
     * Writes a key pair, the private file for its owner's eyes only. Several instances may start over one folder: one
     * writes while the others wait, and all read what it wrote. The private file is the last to appear, and whole.
     */
    public static void makeForDemo(Path privateFile, Path publicFile, KeyPair pair) throws IOException {
        Path folder = privateFile.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        synchronized (KeyFiles.class) {
            try (FileChannel gate =
                    FileChannel.open(folder.resolve(GATE), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                gate.lock();
                if (!Files.exists(privateFile)) {
                    Files.writeString(
                            publicFile, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
                    Path draft = Files.createTempFile(folder, "demo-key", ".pem", OWNER_ONLY);
                    Files.writeString(
                            draft, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
                    Files.move(draft, privateFile, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
    }

    /**
     * Writes a key pair into one file for its owner's eyes. Several instances may start over one folder: the first that
     * links its file wins, all read that one.
     */
    public static void makeOnceForDemo(Path file, KeyPair pair) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, "demo-key", ".pem", OWNER_ONLY);
        try {
            Files.writeString(
                    draft,
                    pem("PRIVATE KEY", pair.getPrivate().getEncoded())
                            + pem("PUBLIC KEY", pair.getPublic().getEncoded()));
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException another) {
            // Another instance was first; its key is read.
        } finally {
            Files.delete(draft);
        }
    }

    private static String pem(String kind, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "# %s%n-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(DEMO_MARK, kind, body, kind);
    }
}
