package org.twinloop.bench.gb32960;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.twinloop.bench.frame.Repeats;
import org.twinloop.partner.gb32960.wire.Frame;
import org.twinloop.partner.gb32960.wire.FrameCutter;
import org.twinloop.partner.gb32960.wire.InformationCodec;

/** One thread decodes a stream that lies in memory, in slices as a socket would give them. */
final class Speed {

    private static final int FRAMES = 40_000;
    private static final int SLICE_BYTES = 16_384;
    private static final int FRAME_BYTES_MAX = 65_556;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final byte[][] frames = new byte[FRAMES][];
    private final byte[] stream;
    private final Heard heard = new Heard();
    private final InformationCodec codec = new InformationCodec();
    private final byte[] copy = new byte[FRAME_BYTES_MAX];
    private long copied;

    final Repeats framesPerSecond = new Repeats();
    final Repeats megabytesPerSecond = new Repeats();
    final Repeats ofMemcpy = new Repeats();
    final Repeats garbageBytesPerFrame = new Repeats();

    Speed(long seed) {
        FrameMill mill = new FrameMill(new SplittableRandom(seed));
        int length = 0;
        for (int i = 0; i < FRAMES; i++) {
            frames[i] = mill.usual();
            length += frames[i].length;
        }
        stream = new byte[length];
        int at = 0;
        for (byte[] frame : frames) {
            System.arraycopy(frame, 0, stream, at, frame.length);
            at += frame.length;
        }
    }

    double bytesPerFrame() {
        return (double) stream.length / FRAMES;
    }

    /** The numbers of a frame, on average. */
    double numbersPerFrame() {
        heard.clear();
        decode();
        return (double) numbers / FRAMES;
    }

    private long numbers;

    void warmUp(double seconds) {
        long until = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < until) {
            decode();
            memcpy();
        }
    }

    void measure(double seconds) {
        long decoded = 0;
        long garbage = THREADS.getCurrentThreadAllocatedBytes();
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < seconds * 1e9) {
            decode();
            decoded += FRAMES;
        }
        double decodeSeconds = (System.nanoTime() - begun) / 1e9;
        garbage = THREADS.getCurrentThreadAllocatedBytes() - garbage;
        long moved = 0;
        begun = System.nanoTime();
        while (System.nanoTime() - begun < seconds * 1e9 / 4) {
            memcpy();
            moved += FRAMES;
        }
        double copySeconds = (System.nanoTime() - begun) / 1e9;
        framesPerSecond.add(decoded / decodeSeconds);
        megabytesPerSecond.add(decoded * bytesPerFrame() / decodeSeconds / 1e6);
        ofMemcpy.add(decoded / decodeSeconds / (moved / copySeconds));
        garbageBytesPerFrame.add((double) garbage / decoded);
    }

    private void decode() {
        FrameCutter cutter = new FrameCutter(FRAME_BYTES_MAX);
        numbers = 0;
        int met = 0;
        for (int at = 0; at < stream.length; at += SLICE_BYTES) {
            cutter.feed(stream, at, Math.min(SLICE_BYTES, stream.length - at));
            for (Frame frame = cutter.next(); frame != null; frame = cutter.next()) {
                heard.clear();
                boolean read = frame.isSound() && codec.read(frame, heard) == InformationCodec.Verdict.WHOLE;
                met += read ? 1 : 0;
                numbers += heard.count();
            }
        }
        if (met != FRAMES) {
            throw new IllegalStateException("of " + FRAMES + " frames " + met + " were decoded");
        }
    }

    private void memcpy() {
        for (byte[] frame : frames) {
            System.arraycopy(frame, 0, copy, 0, frame.length);
            copied += copy[frame.length - 1];
        }
    }

    /** So that nothing of the work can be left out. */
    double residue() {
        return heard.residue() + copied;
    }
}
