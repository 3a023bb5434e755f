package org.twinloop.trip.inspection.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.twinloop.common.Ids;
import org.twinloop.trip.inspection.picture.Picture;
import org.twinloop.trip.inspection.store.StoreTrouble.Kind;

/**
 * Photos in a folder: {@code ab/ab12…} by digest, and {@code incoming/} for what is being written. A file comes into
 * its place by an atomic rename after it was forced to the disk; then the folder is forced too.
 */
@ApplicationScoped
class PhotoFolder implements PhotoStore {

    private static final String INCOMING = "incoming";
    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final long freeMin;

    @Inject
    PhotoFolder(StoreConfig config) {
        this(config.folder(), config.freeMin().asLongValue());
    }

    PhotoFolder(Path folder, long freeMin) {
        this.folder = folder;
        this.freeMin = freeMin;
    }

    @Override
    public Kept keep(Source source) throws IOException {
        Path beside = begin();
        try {
            Kept kept = write(beside, source);
            Path place = place(kept.sha256());
            try {
                Files.createDirectories(place.getParent());
                Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
                force(place.getParent());
            } catch (IOException failed) {
                throw trouble("cannot put a photo in its place", failed);
            }
            return kept;
        } finally {
            remove(beside);
        }
    }

    private Path begin() throws StoreTrouble {
        try {
            Path incoming = Files.createDirectories(folder.resolve(INCOMING));
            long free = Files.getFileStore(incoming).getUsableSpace();
            if (free < freeMin) {
                throw new StoreTrouble(Kind.FULL, free + " bytes are free; " + freeMin + " are to be left", null);
            }
            return incoming.resolve(Ids.next().toString());
        } catch (StoreTrouble known) {
            throw known;
        } catch (IOException failed) {
            throw trouble("the folder of the photos cannot be used", failed);
        }
    }

    private static Kept write(Path beside, Source source) throws IOException {
        MessageDigest digest = sha256();
        try (FileChannel file = open(beside)) {
            Counting counted = new Counting(Channels.newOutputStream(file), digest);
            OutputStream to = new BufferedOutputStream(counted, BUFFER);
            Picture picture = source.into(to);
            to.flush();
            force(file);
            return new Kept(HexFormat.of().formatHex(digest.digest()), counted.bytes, picture);
        }
    }

    private static FileChannel open(Path beside) throws StoreTrouble {
        try {
            return FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException failed) {
            throw trouble("no photo can be written", failed);
        }
    }

    private static void force(FileChannel file) throws StoreTrouble {
        try {
            file.force(true);
        } catch (IOException failed) {
            throw trouble("a photo does not reach the disk", failed);
        }
    }

    /** A rename survives a power cut once its folder has reached the disk. */
    private static void force(Path directory) throws IOException {
        try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    @Override
    public byte[] read(String sha256) throws StoreTrouble {
        try {
            byte[] bytes = Files.readAllBytes(place(sha256));
            if (!HexFormat.of().formatHex(sha256().digest(bytes)).equals(sha256)) {
                throw new StoreTrouble(Kind.LOST, "photo " + sha256 + " has other bytes than it was kept with", null);
            }
            return bytes;
        } catch (NoSuchFileException gone) {
            throw new StoreTrouble(Kind.LOST, "photo " + sha256 + " is not there", gone);
        } catch (StoreTrouble known) {
            throw known;
        } catch (IOException failed) {
            throw trouble("photo " + sha256 + " cannot be read", failed);
        }
    }

    @Override
    public boolean has(String sha256) {
        return Files.isRegularFile(place(sha256));
    }

    @Override
    public List<Lying> in(int part) throws StoreTrouble {
        List<Lying> found = new ArrayList<>(list(folder.resolve("%02x".formatted(part))));
        if (part == 0) {
            found.addAll(list(folder.resolve(INCOMING)));
        }
        return found;
    }

    private static List<Lying> list(Path directory) throws StoreTrouble {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Lying> found = new ArrayList<>();
            for (Path file : files.toList()) {
                if (Files.exists(file)) {
                    found.add(new Lying(
                            file.getFileName().toString(),
                            Files.getLastModifiedTime(file).toInstant()));
                }
            }
            return found;
        } catch (NoSuchFileException gone) {
            // Another instance has just finished or removed one of them.
            return List.of();
        } catch (IOException failed) {
            throw trouble("the photos cannot be listed", failed);
        }
    }

    @Override
    public void drop(Lying lying) throws StoreTrouble {
        remove(isDigest(lying.name()) ? place(lying.name()) : unfinished(lying.name()));
    }

    private static void remove(Path file) throws StoreTrouble {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw trouble("the file " + file.getFileName() + " cannot be removed", failed);
        }
    }

    private static boolean isDigest(String name) {
        return name.matches("[0-9a-f]{64}");
    }

    private Path unfinished(String name) {
        return folder.resolve(INCOMING).resolve(name);
    }

    private Path place(String sha256) {
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private static StoreTrouble trouble(String what, IOException failed) {
        boolean full = String.valueOf(failed.getMessage()).contains("No space left")
                || String.valueOf(failed.getMessage()).contains("quota");
        return new StoreTrouble(full ? Kind.FULL : Kind.BROKEN, what + ": " + failed.getMessage(), failed);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java knows SHA-256", impossible);
        }
    }

    /** Counts and digests what is written; a failure of the disk is told apart from one of the source. */
    private static final class Counting extends FilterOutputStream {

        private final MessageDigest digest;
        private long bytes;

        private Counting(OutputStream to, MessageDigest digest) {
            super(to);
            this.digest = digest;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] some, int from, int length) throws IOException {
            try {
                out.write(some, from, length);
            } catch (IOException failed) {
                throw trouble("a photo cannot be written", failed);
            }
            digest.update(some, from, length);
            bytes += length;
        }
    }
}
