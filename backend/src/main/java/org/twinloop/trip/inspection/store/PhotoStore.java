package org.twinloop.trip.inspection.store;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.twinloop.trip.inspection.picture.Picture;

/**
 * Keeps photos by their content. Every method may take its time and is called on a worker thread. Failures of the
 * store are {@link StoreTrouble}; whatever else comes out is the source's.
 */
public interface PhotoStore {

    /** How many parts the names are divided into, by their first two digits. */
    int PARTS = 256;

    /** Writes a picture, and says what it is. */
    interface Source {
        Picture into(OutputStream to) throws IOException;
    }

    /**
     * A photo that is kept.
     *
     * @param sha256 of its bytes, 64 hexadecimal digits
     */
    record Kept(String sha256, long bytes, Picture picture) {}

    /**
     * Something that lies there.
     *
     * @param name SHA-256 of a photo, or another name of what an interrupted writing left behind
     * @param since when it was last written, the machine's time
     */
    record Lying(String name, Instant since) {}

    /** Keeps what a source writes, whole or not at all; the same content again is kept once and counts as new. */
    Kept keep(Source source) throws IOException;

    /** The bytes, checked against their digest. */
    byte[] read(String sha256) throws StoreTrouble;

    boolean has(String sha256);

    /** What lies in one part, in no order, and for part 0 what was left unfinished too. */
    List<Lying> in(int part) throws StoreTrouble;

    /** Removes what {@link #in} has named; what is not there is no failure. */
    void drop(Lying lying) throws StoreTrouble;
}
