package org.twinloop.trip.inspection.picture;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * WebP, RFC 9649: a RIFF file whose chunks of the still picture stay. Its length stands in front, so what is kept is
 * held until the end is reached; the bytes that come in are limited by who reads them.
 */
final class WebpCopy {

    private static final Set<String> PICTURES = Set.of("VP8 ", "VP8L");
    private static final int EXTENDED_BYTES = 10;
    private static final int HAS_ALPHA = 0x10;
    private static final int ANIMATED = 0x02;
    private static final int LOSSY_START = 10;
    private static final int LOSSLESS_MARK = 0x2f;
    private static final int CHUNK_BYTES_MAX = 32 << 20;

    private final DataInputStream in;
    private final OutputStream to;
    private final Picture.Limits limits;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private Picture canvas;
    private Picture coded;

    WebpCopy(DataInputStream in, OutputStream to, Picture.Limits limits) {
        this.in = in;
        this.to = to;
        this.limits = limits;
    }

    static boolean begins(byte[] head) {
        return head.length == 8 && new String(head, 0, 4, StandardCharsets.ISO_8859_1).equals("RIFF");
    }

    Picture copy(byte[] head) throws IOException {
        if (!word().equals("WEBP")) {
            throw new PictureRefused("a RIFF file that is no WebP", PictureCopy.ACCEPTED);
        }
        long left = (ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xffffffffL) - 4;
        while (left >= 8) {
            String name = word();
            long length = Integer.reverseBytes(in.readInt()) & 0xffffffffL;
            long padded = length + (length & 1);
            if (padded > left - 8 || length > CHUNK_BYTES_MAX) {
                throw broken();
            }
            byte[] body = in.readNBytes((int) length);
            boolean whole = body.length == length && in.skipBytes((int) (padded - length)) == padded - length;
            if (!whole) {
                throw broken();
            }
            chunk(name, body);
            left -= 8 + padded;
        }
        if (coded == null) {
            throw new PictureRefused("a WebP without a still picture in it", PictureCopy.ACCEPTED);
        }
        to.write(little(12)
                .put(ascii("RIFF"))
                .putInt(kept.size() + 4)
                .put(ascii("WEBP"))
                .array());
        kept.writeTo(to);
        return canvas == null ? coded : canvas;
    }

    private void chunk(String name, byte[] body) throws IOException {
        if (name.equals("VP8X")) {
            extended(body);
        } else if (name.equals("ALPH") && coded == null) {
            keep(name, body);
        } else if (PICTURES.contains(name) && coded == null) {
            coded = name.equals("VP8L") ? lossless(body) : lossy(body);
            keep(name, body);
        }
    }

    private void extended(byte[] body) throws IOException {
        if (body.length != EXTENDED_BYTES || canvas != null || coded != null) {
            throw broken();
        }
        if ((body[0] & ANIMATED) != 0) {
            throw new PictureRefused("an animated WebP", PictureCopy.ACCEPTED);
        }
        canvas = picture(1L + threeBytes(body, 4), 1L + threeBytes(body, 7));
        byte[] plain = body.clone();
        plain[0] &= HAS_ALPHA;
        keep("VP8X", plain);
    }

    /** RFC 6386, 9.1: a key frame, its start code, and two sizes of 14 bits. */
    private Picture lossy(byte[] body) throws IOException {
        boolean keyFrame = body.length >= LOSSY_START
                && (body[0] & 1) == 0
                && (body[3] & 0xff) == 0x9d
                && (body[4] & 0xff) == 0x01
                && (body[5] & 0xff) == 0x2a;
        if (!keyFrame) {
            throw broken();
        }
        ByteBuffer frame = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
        return picture(frame.getShort(6) & 0x3fff, frame.getShort(8) & 0x3fff);
    }

    /** RFC 9649, 3.4: a mark, then two sizes of 14 bits, each one less. */
    private Picture lossless(byte[] body) throws IOException {
        if (body.length < 5 || body[0] != LOSSLESS_MARK) {
            throw broken();
        }
        int sizes = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).getInt(1);
        return picture((sizes & 0x3fff) + 1L, ((sizes >>> 14) & 0x3fff) + 1L);
    }

    private Picture picture(long width, long height) throws IOException {
        limits.check(width, height);
        return new Picture(Picture.Format.WEBP, (int) width, (int) height);
    }

    private void keep(String name, byte[] body) throws IOException {
        kept.write(little(8).put(ascii(name)).putInt(body.length).array());
        kept.write(body);
        if (body.length % 2 == 1) {
            kept.write(0);
        }
    }

    private static int threeBytes(byte[] body, int at) {
        return body[at] & 0xff | (body[at + 1] & 0xff) << 8 | (body[at + 2] & 0xff) << 16;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] ascii(String word) {
        return word.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String word() throws IOException {
        byte[] four = new byte[4];
        in.readFully(four);
        return new String(four, StandardCharsets.ISO_8859_1);
    }

    private static PictureRefused broken() {
        return new PictureRefused("a WebP that is broken or cut off", PictureCopy.ACCEPTED);
    }
}
