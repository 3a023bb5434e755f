package org.twinloop.trip.inspection.picture;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JPEG, ISO/IEC 10918-1 annex B. Of the application segments only those stay that are needed to show the pixels:
 * JFIF without its thumbnail, Adobe's colour transform, and of EXIF the way up (tag 0x0112) in a segment of our own.
 */
final class JpegCopy {

    private static final int MARKER = 0xFF;
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DQT = 0xDB;
    private static final int DRI = 0xDD;
    private static final int DHT = 0xC4;
    private static final int JPG = 0xC8;
    private static final int DAC = 0xCC;
    private static final int SOF0 = 0xC0;
    private static final int SOF15 = 0xCF;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP14 = 0xEE;
    private static final int APP15 = 0xEF;
    private static final int COM = 0xFE;
    private static final int RST0 = 0xD0;
    private static final int RST7 = 0xD7;

    private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int ORIENTATION = 0x0112;
    private static final int ENTRY_BYTES = 12;
    private static final int JFIF_WITHOUT_THUMBNAIL = 12;

    private final DataInputStream rest;
    private final OutputStream to;
    private final Picture.Limits limits;
    private DataInputStream in;
    private Picture seen;

    JpegCopy(DataInputStream rest, OutputStream to, Picture.Limits limits) {
        this.rest = rest;
        this.to = to;
        this.limits = limits;
    }

    static boolean begins(byte[] head) {
        return head.length > 2 && (head[0] & 0xff) == MARKER && (head[1] & 0xff) == SOI && (head[2] & 0xff) == MARKER;
    }

    Picture copy(byte[] head) throws IOException {
        in = new DataInputStream(new SequenceInputStream(new ByteArrayInputStream(head, 2, head.length - 2), rest));
        to.write(MARKER);
        to.write(SOI);
        int marker = marker();
        boolean scanned = false;
        while (marker != EOI) {
            if (marker == SOS) {
                segment(marker, body());
                scanned = true;
                marker = entropyCoded();
            } else {
                other(marker);
                marker = marker();
            }
        }
        if (!scanned) {
            throw new PictureRefused("a JPEG without a picture in it", PictureCopy.ACCEPTED);
        }
        to.write(MARKER);
        to.write(EOI);
        return seen;
    }

    private void other(int marker) throws IOException {
        if (marker < SOF0 || marker >= RST0 && marker <= SOI) {
            throw new PictureRefused("a JPEG with the marker " + Integer.toHexString(marker), PictureCopy.ACCEPTED);
        }
        byte[] body = body();
        if (marker >= APP0 && marker <= APP15) {
            application(marker, body);
        } else if (marker != COM && marker >= SOF0) {
            if (isFrame(marker)) {
                frame(body);
            }
            if (isFrame(marker) || marker == DHT || marker == DQT || marker == DRI || marker == DAC) {
                segment(marker, body);
            }
        }
    }

    private static boolean isFrame(int marker) {
        return marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
    }

    private void application(int marker, byte[] body) throws IOException {
        if (marker == APP0 && startsWith(body, JFIF) && body.length >= JFIF_WITHOUT_THUMBNAIL) {
            byte[] plain = Arrays.copyOf(body, JFIF_WITHOUT_THUMBNAIL + 2);
            plain[JFIF_WITHOUT_THUMBNAIL] = 0;
            plain[JFIF_WITHOUT_THUMBNAIL + 1] = 0;
            segment(APP0, plain);
        } else if (marker == APP14 && startsWith(body, ADOBE)) {
            segment(APP14, body);
        } else if (marker == APP1 && startsWith(body, EXIF)) {
            int wayUp = orientation(body);
            if (wayUp > 1) {
                segment(APP1, orientationOnly(wayUp));
            }
        }
    }

    private static boolean startsWith(byte[] body, byte[] word) {
        return body.length >= word.length && Arrays.equals(body, 0, word.length, word, 0, word.length);
    }

    private void frame(byte[] body) throws IOException {
        if (body.length < 6 || seen != null) {
            throw new PictureRefused("a JPEG with a broken frame header", PictureCopy.ACCEPTED);
        }
        ByteBuffer frame = ByteBuffer.wrap(body);
        int height = frame.getShort(1) & 0xffff;
        int width = frame.getShort(3) & 0xffff;
        limits.check(width, height);
        seen = new Picture(Picture.Format.JPEG, width, height);
    }

    private void segment(int marker, byte[] body) throws IOException {
        if (marker == SOS && seen == null) {
            throw new PictureRefused("a JPEG that does not say its size first", PictureCopy.ACCEPTED);
        }
        to.write(MARKER);
        to.write(marker);
        to.write((body.length + 2) >> 8);
        to.write(body.length + 2);
        to.write(body);
    }

    private byte[] body() throws IOException {
        int length = in.readUnsignedShort() - 2;
        if (length < 0) {
            throw new PictureRefused("a JPEG with a segment of no length", PictureCopy.ACCEPTED);
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return body;
    }

    /** The next marker; any number of fill bytes may come before its code. */
    private int marker() throws IOException {
        if (in.readUnsignedByte() != MARKER) {
            throw new PictureRefused("a JPEG with something between its segments", PictureCopy.ACCEPTED);
        }
        int code = in.readUnsignedByte();
        while (code == MARKER) {
            code = in.readUnsignedByte();
        }
        return code;
    }

    /** Copies the coded data of a scan; answers the marker that ends it. */
    private int entropyCoded() throws IOException {
        while (true) {
            int one = in.readUnsignedByte();
            if (one != MARKER) {
                to.write(one);
                continue;
            }
            int code = in.readUnsignedByte();
            while (code == MARKER) {
                code = in.readUnsignedByte();
            }
            if (code != 0 && (code < RST0 || code > RST7)) {
                return code;
            }
            to.write(MARKER);
            to.write(code);
        }
    }

    /** Which way is up, 1…8; 1 where the EXIF block cannot be read. TIFF 6.0, first directory. */
    private static int orientation(byte[] body) {
        ByteBuffer tiff =
                ByteBuffer.wrap(body, EXIF.length, body.length - EXIF.length).slice();
        if (tiff.remaining() < 8) {
            return 1;
        }
        tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        if (directory < 8 || directory > tiff.limit() - 2) {
            return 1;
        }
        int entries = tiff.getShort(directory) & 0xffff;
        for (int i = 0; i < entries; i++) {
            int at = directory + 2 + i * ENTRY_BYTES;
            if (at + ENTRY_BYTES > tiff.limit()) {
                return 1;
            }
            if ((tiff.getShort(at) & 0xffff) == ORIENTATION) {
                int value = tiff.getShort(at + 8) & 0xffff;
                return value >= 1 && value <= 8 ? value : 1;
            }
        }
        return 1;
    }

    private static byte[] orientationOnly(int wayUp) {
        ByteBuffer exif = ByteBuffer.allocate(EXIF.length + 26).put(EXIF);
        exif.put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(8);
        exif.putShort((short) 1)
                .putShort((short) ORIENTATION)
                .putShort((short) 3)
                .putInt(1);
        exif.putShort((short) wayUp).putShort((short) 0).putInt(0);
        return exif.array();
    }
}
