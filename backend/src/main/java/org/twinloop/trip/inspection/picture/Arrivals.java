package org.twinloop.trip.inspection.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * Pictures whose bytes are on their way in: so many at a time, so many bytes of all of them in memory, and each within
 * a time. Whoever sends slowly keeps a place here and none where pictures are copied.
 */
public final class Arrivals {

    private static final int CHUNK = 1 << 16;

    private final long bytesMax;
    private final Duration within;
    private final LongSupplier nanos;
    private final Semaphore places;
    private final Semaphore chunks;

    /**
     * @param max pictures at a time
     * @param bytesOfAllMax of all that arrive, in memory
     * @param bytesMax of one
     * @param within until its last byte, real time
     * @param nanos the machine's time
     */
    public Arrivals(int max, long bytesOfAllMax, long bytesMax, Duration within, LongSupplier nanos) {
        this.nanos = nanos;
        this.bytesMax = bytesMax;
        this.within = within;
        this.places = new Semaphore(max);
        this.chunks = new Semaphore((int) Math.min(Integer.MAX_VALUE, bytesOfAllMax / CHUNK));
    }

    /** Whether there is a place; whoever gets one gives it back by {@link #end}. */
    public boolean begin() {
        return places.tryAcquire();
    }

    public void end() {
        places.release();
    }

    /** All bytes, on a worker. What is too large is read to its end, in time, so that the answer gets through. */
    public byte[] read(InputStream body) throws IOException {
        long begun = nanos.getAsLong();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] some = new byte[CHUNK];
        int held = 0;
        try {
            InputStream sent = SentPicture.of(body, bytesMax);
            for (int read = sent.read(some); read >= 0; read = sent.read(some)) {
                requireInTime(begun);
                if (all.size() + read > (long) held * CHUNK) {
                    requireRoom();
                    held++;
                }
                all.write(some, 0, read);
            }
            requireInTime(begun);
            return all.toByteArray();
        } catch (PictureRefused refused) {
            if (refused.isTooLarge()) {
                drain(body, some, begun);
            }
            throw refused;
        } finally {
            chunks.release(held);
        }
    }

    private void drain(InputStream body, byte[] some, long begun) throws IOException {
        while (body.read(some) >= 0) {
            requireInTime(begun);
        }
    }

    private void requireInTime(long begun) throws PictureRefused {
        if (nanos.getAsLong() - begun > within.toNanos()) {
            throw PictureRefused.tooSlow(within);
        }
    }

    private void requireRoom() throws PictureRefused {
        if (!chunks.tryAcquire()) {
            throw PictureRefused.noRoom();
        }
    }
}
