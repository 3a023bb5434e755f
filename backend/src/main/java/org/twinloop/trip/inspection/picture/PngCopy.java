package org.twinloop.trip.inspection.picture;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.CRC32;

/** PNG, ISO/IEC 15948: the chunks that make up the pixels stay; text, time, EXIF, profiles and animation go. */
final class PngCopy {

    private static final byte[] SIGNATURE = HexFormat.of().parseHex("89504e470d0a1a0a");
    private static final Set<String> KEPT = Set.of("IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB");
    private static final int HEADER_BYTES = 13;
    /** Far above what a camera or browser writes in one chunk, and below what would be a burden to hold. */
    private static final int CHUNK_BYTES_MAX = 32 << 20;

    private static final int PIECE = 8192;

    private final DataInputStream in;
    private final OutputStream to;
    private final Picture.Limits limits;

    PngCopy(DataInputStream in, OutputStream to, Picture.Limits limits) {
        this.in = in;
        this.to = to;
        this.limits = limits;
    }

    static boolean begins(byte[] head) {
        return Arrays.equals(head, SIGNATURE);
    }

    Picture copy(byte[] head) throws IOException {
        to.write(head);
        Picture seen = null;
        boolean pixels = false;
        String type = "";
        while (!type.equals("IEND")) {
            int length = in.readInt();
            byte[] name = new byte[4];
            in.readFully(name);
            type = new String(name, StandardCharsets.ISO_8859_1);
            if (length < 0 || length > CHUNK_BYTES_MAX || seen == null != type.equals("IHDR")) {
                throw broken();
            }
            if (seen == null) {
                seen = header(length, name);
            } else {
                chunk(length, name, KEPT.contains(type));
                pixels |= type.equals("IDAT");
            }
        }
        if (!pixels) {
            throw new PictureRefused("a PNG without a picture in it", PictureCopy.ACCEPTED);
        }
        return seen;
    }

    private Picture header(int length, byte[] name) throws IOException {
        if (length != HEADER_BYTES) {
            throw broken();
        }
        byte[] body = new byte[HEADER_BYTES];
        in.readFully(body);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(body);
        if (in.readInt() != (int) sum.getValue()) {
            throw broken();
        }
        ByteBuffer header = ByteBuffer.wrap(body);
        long width = header.getInt(0) & 0xffffffffL;
        long height = header.getInt(4) & 0xffffffffL;
        limits.check(width, height);
        to.write(ByteBuffer.allocate(8).putInt(HEADER_BYTES).put(name).array());
        to.write(body);
        to.write(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
        return new Picture(Picture.Format.PNG, (int) width, (int) height);
    }

    /** Copies or passes over a chunk, a piece at a time; one whose sum is wrong is broken, kept or not. */
    private void chunk(int length, byte[] name, boolean kept) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(name);
        if (kept) {
            to.write(ByteBuffer.allocate(8).putInt(length).put(name).array());
        }
        byte[] piece = new byte[PIECE];
        for (int left = length; left > 0; ) {
            int some = Math.min(left, piece.length);
            in.readFully(piece, 0, some);
            sum.update(piece, 0, some);
            if (kept) {
                to.write(piece, 0, some);
            }
            left -= some;
        }
        int told = in.readInt();
        if (told != (int) sum.getValue()) {
            throw broken();
        }
        if (kept) {
            to.write(ByteBuffer.allocate(4).putInt(told).array());
        }
    }

    private static PictureRefused broken() {
        return new PictureRefused("a PNG that is broken", PictureCopy.ACCEPTED);
    }
}
