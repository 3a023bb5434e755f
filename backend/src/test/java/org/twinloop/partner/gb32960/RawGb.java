package org.twinloop.partner.gb32960;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import org.twinloop.partner.gb32960.wire.TestFrames;

/** A terminal or platform by hand on a socket: sends exactly the bytes a test wants, and shows what comes back. */
final class RawGb implements Closeable {

    static final String ICCID = "89860000000000000001";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final HexFormat HEX = HexFormat.of();

    private final Socket socket;
    private final DataInputStream in;
    private final String start;
    private final String vin;

    /** @param start {@code ##} or {@code $$}, the edition */
    RawGb(int port, String start, String vin) {
        this.start = start;
        this.vin = vin;
        try {
            socket = new Socket("127.0.0.1", port);
            socket.setTcpNoDelay(true);
            in = new DataInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A frame as it came. */
    record Answer(byte[] bytes) {

        int command() {
            return bytes[2] & 0xff;
        }

        int reply() {
            return bytes[3] & 0xff;
        }

        String id() {
            return new String(bytes, 4, 17, java.nio.charset.StandardCharsets.US_ASCII).trim();
        }

        String unit() {
            return HEX.formatHex(bytes, 24, bytes.length - 1);
        }
    }

    /** Logs in as a terminal and expects to be let in. */
    RawGb loggedIn(Instant at) {
        send(login(at, ICCID));
        assertEquals(1, expect().reply());
        return this;
    }

    byte[] login(Instant at, String iccid) {
        String codes = start.equals("##") ? "0100" : "00";
        return frame(0x01, time(at) + "0001" + HEX.formatHex(iccid.getBytes()) + codes);
    }

    byte[] report(int command, Instant at, String informationTypes) {
        return frame(command, time(at) + informationTypes);
    }

    byte[] frame(int command, String unit) {
        return frame(command, vin, 1, unit);
    }

    byte[] frame(int command, String id, int encryption, String unit) {
        return TestFrames.frame(start, command, 0xFE, id, encryption, unit);
    }

    /** Six bytes of Beijing time in hexadecimal. */
    static String time(Instant at) {
        ZonedDateTime there = at.atZone(ZoneOffset.ofHours(8));
        return "%02x%02x%02x%02x%02x%02x"
                .formatted(
                        there.getYear() - 2000,
                        there.getMonthValue(),
                        there.getDayOfMonth(),
                        there.getHour(),
                        there.getMinute(),
                        there.getSecond());
    }

    RawGb send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The next frame; its check must fit. */
    Answer expect() {
        try {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            byte[] header = in.readNBytes(24);
            if (header.length < 24) {
                throw new AssertionError("closed after " + header.length + " bytes of an answer");
            }
            int unit = (header[22] & 0xff) << 8 | header[23] & 0xff;
            byte[] all = java.util.Arrays.copyOf(header, 24 + unit + 1);
            in.readFully(all, 24, unit + 1);
            int check = 0;
            for (int i = 2; i < all.length - 1; i++) {
                check ^= all[i];
            }
            assertEquals((byte) check, all[all.length - 1], "check of the answer");
            return new Answer(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer expect(int command, int reply) {
        Answer answer = expect();
        assertEquals(command, answer.command(), "command");
        assertEquals(reply, answer.reply(), "reply flag");
        return answer;
    }

    void expectClosed() {
        try {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            assertEquals(-1, in.read(), "expected the end, met a byte");
        } catch (EOFException | SocketException closed) {
            assertEquals(false, closed instanceof java.net.ConnectException);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether nothing comes for a while. */
    boolean isSilentFor(Duration span) {
        try {
            socket.setSoTimeout((int) span.toMillis());
            in.mark(1);
            int met = in.read();
            throw new AssertionError("expected silence, met " + met);
        } catch (SocketTimeoutException silent) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
