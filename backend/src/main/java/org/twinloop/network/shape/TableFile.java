package org.twinloop.network.shape;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.twinloop.network.osm.UnreadableExtract;

/** The attributes of a .dbf file, record by record. Text is UTF-8 unless a .cpg file beside it says otherwise. */
public final class TableFile implements AutoCloseable {

    private static final int HEADER_BYTES = 32;
    private static final int FIELD_BYTES = 32;
    private static final int NAME_BYTES = 11;
    private static final int LENGTH_AT = 16;
    private static final byte END_OF_FIELDS = 0x0d;
    private static final byte DELETED = '*';

    /** A column: its name in lower case, and how many bytes wide. */
    private record Field(String name, int bytes) {}

    private final String name;
    private final DataInputStream in;
    private final Charset charset;
    private final List<Field> fields = new ArrayList<>();
    private final int records;
    private final int recordBytes;
    private int read;

    public TableFile(Path dbf) throws IOException {
        name = dbf.getFileName().toString();
        charset = charset(dbf);
        in = new DataInputStream(new BufferedInputStream(Files.newInputStream(dbf), 1 << 16));
        ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        if (header.remaining() < HEADER_BYTES) {
            throw new UnreadableExtract(name + " is no dBASE table");
        }
        records = header.getInt(4);
        int headerBytes = header.getShort(8) & 0xffff;
        recordBytes = header.getShort(10) & 0xffff;
        byte[] rest = in.readNBytes(Math.max(0, headerBytes - HEADER_BYTES));
        int width = 1;
        for (int at = 0; at + FIELD_BYTES <= rest.length && rest[at] != END_OF_FIELDS; at += FIELD_BYTES) {
            String column = new String(rest, at, NAME_BYTES, StandardCharsets.US_ASCII);
            int end = column.indexOf('\0');
            int bytes = rest[at + LENGTH_AT] & 0xff;
            fields.add(new Field((end < 0 ? column : column.substring(0, end)).toLowerCase(Locale.ROOT), bytes));
            width += bytes;
        }
        if (records < 0 || fields.isEmpty() || width > recordBytes) {
            throw new UnreadableExtract(name + " has a broken header");
        }
    }

    public boolean has(String column) {
        return fields.stream().anyMatch(field -> field.name.equals(column));
    }

    /** The attributes of the next record that has some text in them; empty for a deleted one. */
    public Map<String, String> next() throws IOException {
        if (read == records) {
            throw new UnreadableExtract(name + " has fewer records than there are shapes: " + records);
        }
        byte[] record = in.readNBytes(recordBytes);
        if (record.length < recordBytes) {
            throw new UnreadableExtract(name + " ends within record " + read);
        }
        read++;
        Map<String, String> attributes = new TreeMap<>();
        int at = 1;
        for (Field field : fields) {
            String text = new String(record, at, field.bytes, charset)
                    .replace('\0', ' ')
                    .strip();
            if (!text.isEmpty() && record[0] != DELETED) {
                attributes.put(field.name, text);
            }
            at += field.bytes;
        }
        return attributes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static Charset charset(Path dbf) throws IOException {
        String file = dbf.getFileName().toString();
        Path cpg = dbf.resolveSibling(file.substring(0, file.length() - 4) + ".cpg");
        if (!Files.exists(cpg)) {
            return StandardCharsets.UTF_8;
        }
        String named = Files.readString(cpg, StandardCharsets.US_ASCII).strip();
        try {
            return Charset.forName(named);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new UnreadableExtract(cpg.getFileName() + " names an unknown character set: " + named, unknown);
        }
    }
}
