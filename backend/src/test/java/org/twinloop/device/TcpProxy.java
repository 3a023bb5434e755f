package org.twinloop.device;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A wire between the service and its database, or between devices and the service, that a test can cut or hold. While
 * it is cut all connections are reset and new ones are refused; while it is held connections stay and nothing comes
 * through, as from a server that hangs. Nothing happens to what is at its end.
 */
public final class TcpProxy implements Closeable {

    private static final int BUFFER_BYTES = 65_536;

    private final String host;
    private volatile int target;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private boolean held;
    private ServerSocket server;

    public TcpProxy(String host, int target) throws IOException {
        this.host = host;
        this.target = target;
        server = listen(0);
        port = server.getLocalPort();
        accept(server);
    }

    public int port() {
        return port;
    }

    /** From now on there is no way through. */
    public synchronized void cut() {
        closeQuietly(server);
        sockets.forEach(TcpProxy::reset);
        sockets.clear();
    }

    public synchronized void mend() throws IOException {
        server = listen(port);
        accept(server);
    }

    /** From now on nothing comes through, until {@link #release}. */
    public void hold() {
        synchronized (gate) {
            held = true;
        }
    }

    /** What was held comes through, and all that follows. */
    public void release() {
        synchronized (gate) {
            held = false;
            gate.notifyAll();
        }
    }

    /** Resets all connections and leads new ones to another port. */
    public synchronized void redirect(int newTarget) throws IOException {
        cut();
        target = newTarget;
        mend();
    }

    @Override
    public void close() {
        cut();
    }

    /** Waits for the port: while the wire was cut, an outgoing connection of somebody else may have been given it. */
    private static ServerSocket listen(int port) throws IOException {
        return org.awaitility.Awaitility.await("port " + port)
                .atMost(java.time.Duration.ofSeconds(90))
                .ignoreException(java.net.BindException.class)
                .until(() -> bound(port), java.util.Objects::nonNull);
    }

    private static ServerSocket bound(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    private void accept(ServerSocket open) {
        daemon(() -> {
            while (!open.isClosed()) {
                Socket near = open.accept();
                Socket far = new Socket(host, target);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                sockets.add(near);
                sockets.add(far);
                daemon(() -> pump(near, far));
                daemon(() -> pump(far, near));
            }
        });
    }

    private void pump(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitRelease();
                out.write(buffer, 0, read);
            }
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void awaitRelease() throws IOException {
        synchronized (gate) {
            while (held) {
                try {
                    gate.wait();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    throw new IOException("the wire is no longer needed", stopped);
                }
            }
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closedAlready) {
            return;
        }
        closeQuietly(socket);
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A failure of a pump is the end of its connection, and that is all there is to say. */
    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException over) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Work {
        void run() throws IOException;
    }
}
