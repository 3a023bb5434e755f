package org.twinloop.sim.gb32960;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A small service for boxes: reads frames, answers them all, tells what it met. A report whose check character does not
 * fit is answered as an error, as the standard has it.
 */
public final class Gateway implements Closeable {
    private static final int PATIENCE_S = 90;

    private final ServerSocket server;
    private final BlockingQueue<Met> met = new LinkedBlockingQueue<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /**
     * A frame that arrived whole.
     *
     * @param sound whether its check fits
     */
    public record Met(char start, int command, String vin, String unit, boolean sound) {
        public String time() {
            return unit.substring(0, 12);
        }

        public boolean report() {
            return command == Frames.REAL_TIME || command == Frames.REISSUE;
        }

        /** What the car showed, in 100 m. */
        public long odometer() {
            return Long.parseLong(unit.substring(24, 32), 16);
        }
    }

    public Gateway() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(() -> {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                daemon(() -> serve(socket));
            }
        });
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The next frame, whatever it is. */
    Met next() throws InterruptedException {
        Met one = met.poll(PATIENCE_S, TimeUnit.SECONDS);
        if (one == null) {
            throw new AssertionError("nothing came for " + PATIENCE_S + " s");
        }
        return one;
    }

    /** The next frame of a kind; others are passed over. */
    Met next(int command) throws InterruptedException {
        Met one = next();
        while (one.command() != command) {
            one = next();
        }
        return one;
    }

    /** All that came and was not taken yet. */
    public List<Met> all() {
        List<Met> all = new ArrayList<>();
        met.drainTo(all);
        return all;
    }

    private void serve(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        while (true) {
            byte[] header = new byte[24];
            in.readFully(header);
            int unit = (header[22] & 0xff) << 8 | header[23] & 0xff;
            byte[] frame = Arrays.copyOf(header, 25 + unit);
            in.readFully(frame, 24, unit + 1);
            boolean sound = checkOf(frame) == frame[frame.length - 1];
            if (frame[0] != frame[1] || (frame[3] & 0xff) != 0xfe) {
                throw new AssertionError("no sound frame: " + HexFormat.of().formatHex(frame));
            }
            byte[] answer = Arrays.copyOf(frame, 25 + Math.min(6, unit));
            answer[3] = (byte) (sound ? 1 : 2);
            answer[22] = 0;
            answer[23] = (byte) Math.min(6, unit);
            answer[answer.length - 1] = checkOf(answer);
            met.add(new Met(
                    (char) frame[0],
                    frame[2] & 0xff,
                    new String(frame, 4, 17, StandardCharsets.US_ASCII),
                    HexFormat.of().formatHex(frame, 24, 24 + unit),
                    sound));
            socket.getOutputStream().write(answer);
        }
    }

    private static byte checkOf(byte[] frame) {
        byte check = 0;
        for (int i = 2; i < frame.length - 1; i++) {
            check ^= frame[i];
        }
        return check;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** The end of a connection is the end of its thread. */
    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (EOFException | SocketException over) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws IOException;
    }
}
