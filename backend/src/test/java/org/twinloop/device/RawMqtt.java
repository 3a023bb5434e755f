package org.twinloop.device;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * MQTT by hand on a socket: sends exactly the bytes a test wants, and shows exactly what comes back. Speaks 3.1.1
 * (level 4) and 5, and does nothing by itself.
 */
public final class RawMqtt implements Closeable {

    public static final int V311 = 4;
    public static final int V5 = 5;

    /** Packet types, as in the upper half of the first byte. */
    public static final int CONNACK = 2;

    public static final int PUBLISH = 3;
    public static final int PUBACK = 4;
    public static final int SUBACK = 9;
    public static final int DISCONNECT = 14;

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Socket socket;
    private final DataInputStream in;
    private final int version;

    /** A packet as it came. */
    public record Packet(int type, int flags, byte[] body) {

        public int u16(int at) {
            return (body[at] & 0xff) << 8 | body[at + 1] & 0xff;
        }

        public int u8(int at) {
            return body[at] & 0xff;
        }
    }

    private RawMqtt(Socket socket, int version) throws IOException {
        this.version = version;
        this.socket = socket;
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Opens a connection and says nothing yet. */
    public static RawMqtt open(int port, int version) {
        try {
            return new RawMqtt(new Socket("127.0.0.1", port), version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Speaks on a connection that stands already. */
    public static RawMqtt over(Socket socket, int version) {
        try {
            return new RawMqtt(socket, version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a CONNECT of MQTT 5 without user name and password; answers the CONNACK. */
    public Packet connectWithoutSecret(String id) {
        Bytes body = new Bytes().text("MQTT").u8(version).u8(0x02).u16(60);
        if (version == V5) {
            body.u8(0);
        }
        send(packet(0x10, body.text(id).bytes()));
        return expect(CONNACK);
    }

    /** Connects and expects to be let in. */
    public static RawMqtt connected(int port, int version, String id, String secret) {
        RawMqtt client = open(port, version);
        int code = client.connect(id, id, secret);
        if (code != 0) {
            throw new AssertionError("CONNACK " + code);
        }
        return client;
    }

    /** Sends CONNECT; answers the return or reason code of the CONNACK. */
    public int connect(String id, String user, String secret) {
        return connect(id, user, secret, null);
    }

    public int connect(String id, String user, String secret, String willTopic) {
        send(connectPacket(id, user, secret, willTopic));
        return expect(CONNACK).u8(1);
    }

    public byte[] connectPacket(String id, String user, String secret, String willTopic) {
        Bytes body = new Bytes().text("MQTT").u8(version);
        body.u8(0xc2 | (willTopic == null ? 0 : 0x0c)).u16(60);
        if (version == V5) {
            body.u8(0);
        }
        body.text(id);
        if (willTopic != null) {
            if (version == V5) {
                body.u8(0);
            }
            body.text(willTopic).text("{}");
        }
        return packet(0x10, body.text(user).text(secret).bytes());
    }

    public byte[] publishPacket(int packetId, String topic, byte[] payload) {
        return publishPacket(0x32, packetId, topic, payload);
    }

    /** @param first the first byte: type, DUP, QoS and RETAIN */
    public byte[] publishPacket(int first, int packetId, String topic, byte[] payload) {
        Bytes body = new Bytes().text(topic);
        if ((first & 0x06) != 0) {
            body.u16(packetId);
        }
        if (version == V5) {
            body.u8(0);
        }
        return packet(first, body.raw(payload).bytes());
    }

    public void publish(int packetId, String topic, String payload) {
        send(publishPacket(packetId, topic, payload.getBytes(StandardCharsets.UTF_8)));
    }

    /** Subscribes to one filter with QoS 1; answers the code of the SUBACK. */
    public int subscribe(int packetId, String filter) {
        return subscribe(packetId, filter, 1);
    }

    public int subscribe(int packetId, String filter, int qos) {
        Bytes body = new Bytes().u16(packetId);
        if (version == V5) {
            body.u8(0);
        }
        send(packet(0x82, body.text(filter).u8(qos).bytes()));
        Packet ack = expect(SUBACK);
        return ack.u8(ack.body().length - 1);
    }

    public void acknowledge(int packetId) {
        send(packet(0x40, new Bytes().u16(packetId).bytes()));
    }

    public void goodbye() {
        send(new byte[] {(byte) 0xe0, 0});
        close();
    }

    /** Writes; that the server has closed meanwhile shows at the next read. */
    public void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (SocketException closed) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Expects the PUBACK of a packet id; answers its reason code, 0 in 3.1.1. */
    public int expectAck(int packetId) {
        Packet ack = expect(PUBACK);
        if (ack.u16(0) != packetId) {
            throw new AssertionError("PUBACK " + ack.u16(0) + " instead of " + packetId);
        }
        return ack.body().length > 2 ? ack.u8(2) : 0;
    }

    public Packet expect(int type) {
        Packet packet = next(PATIENCE);
        if (packet == null || packet.type() != type) {
            throw new AssertionError("expected packet type " + type + ", came " + packet);
        }
        return packet;
    }

    /** Expects the server to close; answers the reason of its DISCONNECT, or -1 when it just closed. */
    public int expectClosed() {
        int reason = -1;
        Packet packet = next(PATIENCE);
        while (packet != null) {
            if (packet.type() == DISCONNECT) {
                reason = packet.body().length == 0 ? 0 : packet.u8(0);
            }
            packet = next(PATIENCE);
        }
        return reason;
    }

    /** True when nothing at all comes within a time. */
    public boolean isSilentFor(Duration time) {
        try {
            socket.setSoTimeout((int) time.toMillis());
            int first = in.read();
            if (first < 0) {
                throw new AssertionError("the connection was closed");
            }
            throw new AssertionError("packet type " + (first >> 4) + " came");
        } catch (SocketTimeoutException silent) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** False once the server has closed; reads over whatever came. */
    public boolean isOpen() {
        try {
            socket.setSoTimeout(1);
            int read = in.read(new byte[256]);
            return read >= 0;
        } catch (SocketTimeoutException quiet) {
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    /** The next packet; null when the connection is closed. */
    public Packet next(Duration within) {
        try {
            socket.setSoTimeout((int) within.toMillis());
            int first = in.read();
            if (first < 0) {
                return null;
            }
            byte[] body = new byte[remainingLength()];
            in.readFully(body);
            return new Packet(first >> 4, first & 15, body);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("nothing came within " + within, e);
        } catch (EOFException | SocketException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int remainingLength() throws IOException {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int digit = in.readUnsignedByte();
            value |= (digit & 0x7f) << shift;
            if (digit < 0x80) {
                return value;
            }
        }
    }

    private static byte[] packet(int first, byte[] body) {
        Bytes packet = new Bytes().u8(first);
        int rest = body.length;
        do {
            int digit = rest & 0x7f;
            rest >>= 7;
            packet.u8(rest > 0 ? digit | 0x80 : digit);
        } while (rest > 0);
        return packet.raw(body).bytes();
    }

    public static byte[] join(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Bytes {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Bytes u8(int value) {
            out.write(value);
            return this;
        }

        Bytes u16(int value) {
            return u8(value >> 8).u8(value);
        }

        Bytes text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return u16(bytes.length).raw(bytes);
        }

        Bytes raw(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
