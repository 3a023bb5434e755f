package org.twinloop.network.osm;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/**
 * An OpenStreetMap extract on disk: PBF, XML, or XML packed with gzip. What it is, its first bytes say, not its name.
 * It can be read any number of times, each time from the beginning and in constant memory.
 */
public final class ExtractFile {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int BZIP2_MAGIC = 'B' << 8 | 'Z';

    private enum Format {
        PBF,
        XML,
        XML_GZIP
    }

    private final Path path;
    private final Format format;
    private final PbfReader pbf;

    private ExtractFile(Path path, Format format) {
        this.path = path;
        this.format = format;
        this.pbf = new PbfReader();
    }

    public static ExtractFile open(Path path) throws IOException {
        return new ExtractFile(path, format(path));
    }

    /** Reads the whole file, telling the pass what it wants and {@code progress} how many bytes are behind. */
    public void read(ExtractPass pass, LongConsumer progress) throws IOException {
        try (InputStream raw = new Counted(Files.newInputStream(path), progress);
                InputStream buffered = new BufferedInputStream(raw, BUFFER_BYTES)) {
            switch (format) {
                case PBF -> pbf.read(buffered, pass);
                case XML -> XmlReader.read(buffered, pass);
                case XML_GZIP -> XmlReader.read(new GZIPInputStream(buffered, BUFFER_BYTES), pass);
                default -> throw new IllegalStateException(format.name());
            }
        } catch (UnreadableExtract broken) {
            throw new UnreadableExtract(path.getFileName() + ": " + broken.getMessage(), broken);
        }
    }

    private static Format format(Path path) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(path)) {
            head = in.readNBytes(64);
        }
        int magic = head.length < 2 ? 0 : (head[0] & 0xff) << 8 | head[1] & 0xff;
        if (magic == GZIP_MAGIC) {
            return Format.XML_GZIP;
        }
        if (magic == BZIP2_MAGIC) {
            throw new UnreadableExtract(path.getFileName() + " is packed with bzip2; unpack it first (bunzip2)");
        }
        if (new String(head, StandardCharsets.ISO_8859_1).contains("OSMHeader")) {
            return Format.PBF;
        }
        if (new String(head, StandardCharsets.UTF_8).stripLeading().matches("(?s)\\ufeff?\\s*<.*")) {
            return Format.XML;
        }
        throw new UnreadableExtract("%s is no OpenStreetMap extract: .osm.pbf, .osm and .osm.gz are"
                .formatted(path.getFileName().toString().toLowerCase(Locale.ROOT)));
    }

    /** Tells how many bytes of the file have been read. */
    private static final class Counted extends FilterInputStream {

        private final LongConsumer progress;
        private long count;

        Counted(InputStream in, LongConsumer progress) {
            super(in);
            this.progress = progress;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            count(Math.max(0, read));
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = super.skip(bytes);
            count(skipped);
            return skipped;
        }

        private void count(long bytes) {
            count += bytes;
            progress.accept(count);
        }
    }
}
