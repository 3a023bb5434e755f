package org.twinloop.partner.gb32960.upward;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.ToIntFunction;
import org.awaitility.Awaitility;

/**
 * A supervising platform on a real socket, with a reader of frames of its own: remembers what it acknowledged, goes
 * away and comes back on the same port, answers only as often as it may.
 */
final class SupervisingPlatform implements Closeable {

    /** A frame that arrived. */
    record Met(int command, String id, String unit) {

        String time() {
            return unit.substring(0, 12);
        }
    }

    private static final Duration SOON = Duration.ofSeconds(90);
    /** Sent when nothing else is, so nobody knows how often: counts for none of the answers it may give. */
    private static final int HEARTBEAT = 7;

    private final List<Met> acknowledged = new CopyOnWriteArrayList<>();
    private final List<Met> met = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Semaphore answers = new Semaphore(Integer.MAX_VALUE);
    private volatile ToIntFunction<Met> reply = frame -> 1;
    private volatile boolean silent;
    private final int port;
    private ServerSocket server;

    SupervisingPlatform() {
        server = listen(0);
        port = server.getLocalPort();
        accept(server);
    }

    int port() {
        return port;
    }

    /** All frames it answered with success, in the order of the answers. */
    List<Met> acknowledged() {
        return acknowledged;
    }

    List<Met> acknowledged(int command, String id) {
        return acknowledged.stream()
                .filter(frame -> frame.command() == command && frame.id().equals(id))
                .toList();
    }

    List<String> times(int command, String id) {
        return acknowledged(command, id).stream().map(Met::time).toList();
    }

    List<Met> met() {
        return met;
    }

    /** Which reply flag each frame gets. */
    void replies(ToIntFunction<Met> flag) {
        reply = flag;
    }

    /** From now on only so many frames are answered, until it may again. */
    void holdAnswers() {
        answers.drainPermits();
    }

    void grantAnswers(int more) {
        answers.release(more);
    }

    /** Takes frames and says nothing, as if the network had swallowed the answers. */
    void fallSilent(boolean now) {
        silent = now;
    }

    /** All connections are reset and new ones refused. */
    void goAway() {
        closeQuietly(server);
        sockets.forEach(SupervisingPlatform::closeQuietly);
        sockets.clear();
    }

    /** The port is free again once the last thread has let go of it. */
    void comeBack() {
        server = Awaitility.await().atMost(SOON).ignoreExceptions().until(() -> listen(port), ServerSocket::isBound);
        accept(server);
    }

    @Override
    public void close() {
        goAway();
    }

    private static ServerSocket listen(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket open) {
        daemon(() -> {
            while (!open.isClosed()) {
                Socket socket = open.accept();
                sockets.add(socket);
                daemon(() -> serve(socket));
            }
        });
    }

    private void serve(Socket socket) throws IOException, InterruptedException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        while (true) {
            byte[] header = new byte[24];
            in.readFully(header);
            int length = (header[22] & 0xff) << 8 | header[23] & 0xff;
            byte[] frame = Arrays.copyOf(header, 25 + length);
            in.readFully(frame, 24, length + 1);
            check(frame);
            Met one = new Met(
                    frame[2] & 0xff,
                    new String(frame, 4, 17, StandardCharsets.US_ASCII).trim(),
                    HexFormat.of().formatHex(frame, 24, 24 + length));
            met.add(one);
            if (silent) {
                continue;
            }
            if (one.command() != HEARTBEAT) {
                answers.acquire();
            }
            int flag = reply.applyAsInt(one);
            answer(socket, frame, flag);
            if (flag == 1) {
                acknowledged.add(one);
            }
        }
    }

    private static void check(byte[] frame) {
        int check = 0;
        for (int i = 2; i < frame.length - 1; i++) {
            check ^= frame[i];
        }
        if ((byte) check != frame[frame.length - 1] || (frame[3] & 0xff) != 0xFE || frame[21] != 1) {
            throw new AssertionError(
                    "not a sound frame that asks: " + HexFormat.of().formatHex(frame));
        }
    }

    private static void answer(Socket socket, byte[] frame, int flag) throws IOException {
        int kept = Math.min(6, frame.length - 25);
        byte[] answer = Arrays.copyOf(frame, 25 + kept);
        answer[3] = (byte) flag;
        answer[22] = 0;
        answer[23] = (byte) kept;
        int check = 0;
        for (int i = 2; i < answer.length - 1; i++) {
            check ^= answer[i];
        }
        answer[answer.length - 1] = (byte) check;
        socket.getOutputStream().write(answer);
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of a connection is the end of its thread, and that is all there is to say. */
    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (EOFException | SocketException | InterruptedException over) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }
}
