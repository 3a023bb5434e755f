package org.twinloop.trip.inspection.picture;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HexFormat;

/** Copies a picture of any kind that is taken; the first bytes say which it is. */
public final class PictureCopy {

    static final String ACCEPTED = "JPEG, PNG or WebP is accepted, whole and not animated; "
            + "take the photo again / 请使用完整的 JPEG、PNG 或 WebP 照片";

    private static final int SHOWN_BYTES = 8;

    private final Picture.Limits limits;

    public PictureCopy(Picture.Limits limits) {
        this.limits = limits;
    }

    /**
     * Copies the picture and nothing else; the rest of {@code from} is left unread.
     *
     * @throws PictureRefused when what came is no picture that is taken; then {@code to} has a part of it
     */
    public Picture copy(InputStream from, OutputStream to) throws IOException {
        byte[] head = from.readNBytes(SHOWN_BYTES);
        DataInputStream in = new DataInputStream(from);
        try {
            if (JpegCopy.begins(head)) {
                return new JpegCopy(in, to, limits).copy(head);
            }
            if (PngCopy.begins(head)) {
                return new PngCopy(in, to, limits).copy(head);
            }
            if (WebpCopy.begins(head)) {
                return new WebpCopy(in, to, limits).copy(head);
            }
        } catch (EOFException cutOff) {
            throw new PictureRefused("that ends in the middle of the picture", ACCEPTED);
        }
        String met = head.length == 0
                ? "of 0 bytes"
                : "beginning with the bytes " + HexFormat.of().formatHex(head);
        throw new PictureRefused(met, ACCEPTED);
    }
}
