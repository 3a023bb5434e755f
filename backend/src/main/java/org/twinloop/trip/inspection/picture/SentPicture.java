package org.twinloop.trip.inspection.picture;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a picture on their way in, counted against a limit; a connection that ends is told as such. */
public final class SentPicture extends FilterInputStream {

    private static final int BUFFER = 1 << 16;

    private final long bytesMax;
    private long bytes;

    private SentPicture(InputStream body, long bytesMax) {
        super(body);
        this.bytesMax = bytesMax;
    }

    /** Reads at most so many bytes; one more is a {@link PictureRefused} that is too large. */
    public static InputStream of(InputStream body, long bytesMax) {
        return new BufferedInputStream(new SentPicture(body, bytesMax), BUFFER);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] some, int from, int length) throws IOException {
        int read = next(some, from, length);
        bytes += Math.max(0, read);
        if (bytes > bytesMax) {
            throw PictureRefused.tooLarge(bytesMax);
        }
        return read;
    }

    private int next(byte[] some, int from, int length) throws PictureRefused {
        try {
            return in.read(some, from, length);
        } catch (IOException ended) {
            throw new PictureRefused(
                    "of " + bytes + " bytes, then the connection ended",
                    "send the whole photo again under the same id / 上传中断，请用同一编号重新上传");
        }
    }
}
