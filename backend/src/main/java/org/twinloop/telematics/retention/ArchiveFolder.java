package org.twinloop.telematics.retention;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Files of archived partitions: CSV with a header, gzip, named by partition and content. A file comes into its place by
 * an atomic rename, after it was forced to the disk and read back.
 */
class ArchiveFolder {

    private static final String UNFINISHED = ".part";
    private static final int DIGITS = 16;
    private static final int BUFFER = 1 << 16;

    private final Path folder;

    ArchiveFolder(Path folder) {
        this.folder = folder;
    }

    /** Writes the rows of a partition. */
    interface Source {

        /** Answers how many rows it wrote, the header not counted. */
        long into(OutputStream csv) throws IOException, SQLException;
    }

    /** A file in its place. */
    record Written(String file, long rows, long bytes, String sha256) {}

    /** What a file holds. */
    private record Content(long rows, long bytes, String sha256) {}

    /**
     * Writes a partition and reads it back.
     *
     * @throws IOException also when what is read back is not what was written; there is no file in place then
     */
    Written write(String part, Source source) throws IOException, SQLException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("twinloop.telematics.retention.folder is " + folder
                    + "; it is not there: mount or create it, it is not made here lest files lie beside their disk");
        }
        forgetUnfinished(part);
        Path beside = folder.resolve(part + "." + UUID.randomUUID() + UNFINISHED);
        try {
            MessageDigest digest = sha256();
            long rows = write(beside, digest, source);
            String wanted = HexFormat.of().formatHex(digest.digest());
            Content met = read(beside);
            if (met.rows() != rows || !met.sha256().equals(wanted)) {
                throw new IOException("archive of " + part + ": " + rows + " rows with SHA-256 " + wanted
                        + " were written, " + met.rows() + " with " + met.sha256() + " are read back; check the disk");
            }
            String name = part + "-" + wanted.substring(0, DIGITS) + ".csv.gz";
            Files.move(beside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            force(folder);
            return new Written(name, rows, met.bytes(), wanted);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Whether a file is in its place and holds what was written. */
    boolean holds(Written written) throws IOException {
        Path file = folder.resolve(written.file());
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try {
            Content met = read(file);
            return met.rows() == written.rows() && met.sha256().equals(written.sha256());
        } catch (java.util.zip.ZipException | java.io.EOFException broken) {
            return false;
        }
    }

    private long write(Path file, MessageDigest digest, Source source) throws IOException, SQLException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream sink =
                    new BufferedOutputStream(new DigestOutputStream(Channels.newOutputStream(channel), digest), BUFFER);
            GZIPOutputStream zip = new GZIPOutputStream(sink, BUFFER);
            long rows = source.into(zip);
            zip.finish();
            sink.flush();
            channel.force(true);
            return rows;
        }
    }

    private static Content read(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream raw =
                new DigestInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER), digest)) {
            long rows = rows(new GZIPInputStream(raw, BUFFER));
            raw.transferTo(OutputStream.nullOutputStream());
            return new Content(rows, Files.size(file), HexFormat.of().formatHex(digest.digest()));
        }
    }

    /** Lines of CSV but for the header; a line break within quotes is none. */
    private static long rows(InputStream csv) throws IOException {
        long lines = 0;
        boolean quoted = false;
        byte[] some = new byte[BUFFER];
        for (int length = csv.read(some); length >= 0; length = csv.read(some)) {
            for (int i = 0; i < length; i++) {
                if (some[i] == '"') {
                    quoted = !quoted;
                } else if (some[i] == '\n' && !quoted) {
                    lines++;
                }
            }
        }
        return lines - 1;
    }

    /** What a service left that ended in the middle. */
    private void forgetUnfinished(String part) throws IOException {
        List<Path> left;
        try (Stream<Path> files = Files.list(folder)) {
            left = files.filter(file -> file.getFileName().toString().startsWith(part + ".")
                            && file.getFileName().toString().endsWith(UNFINISHED))
                    .toList();
        }
        for (Path file : left) {
            Files.deleteIfExists(file);
        }
    }

    /** A rename survives a power cut once its folder has reached the disk. */
    private static void force(Path directory) throws IOException {
        try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
