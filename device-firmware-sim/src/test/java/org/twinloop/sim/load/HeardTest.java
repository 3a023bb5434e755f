package org.twinloop.sim.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HeardTest {
    private static final String CONNACK_3 = "20020000";
    /** Session expiry, an assigned name, a user property, then Receive Maximum 256 and what follows it. */
    private static final String CONNACK_5 = "201d00001a 1100000000 12000361 6263 26000161000162 210100 2500 13003c";

    private static final String PUBACK = "40020007";
    private static final String PUBACK_QUARANTINED = "4004000899 00";
    private static final String DISCONNECT = "e00797051f00026f6b";

    private final Heard heard = new Heard();

    @Test
    void packets_of_both_versions_are_told_apart() throws IOException {
        ByteBuffer in = bytes(CONNACK_3 + PUBACK + CONNACK_5 + PUBACK_QUARANTINED + DISCONNECT);
        next(in, Heard.CONNACK, 0);
        assertEquals(0xffff, heard.receiveMaximum());
        next(in, Heard.PUBACK, 0);
        assertEquals(7, heard.packetId());
        next(in, Heard.CONNACK, 0);
        assertEquals(256, heard.receiveMaximum());
        next(in, Heard.PUBACK, 0x99);
        assertEquals(8, heard.packetId());
        next(in, Heard.DISCONNECT, Heard.QUOTA_EXCEEDED);
        assertFalse(heard.next(in));
        assertEquals(256, heard.receiveMaximum());
    }

    @Test
    void a_packet_is_taken_once_all_of_it_is_there() throws IOException {
        ByteBuffer whole = bytes(CONNACK_5);
        for (int length = 0; length < whole.limit(); length++) {
            ByteBuffer in = ByteBuffer.wrap(whole.array(), 0, length);
            assertFalse(heard.next(in));
            assertEquals(0, in.position());
        }
    }

    @Test
    void what_nobody_asked_for_is_refused() {
        assertThrows(IOException.class, () -> heard.next(bytes("30ffffffff01")));
        assertThrows(IOException.class, () -> heard.next(bytes("307f00")));
    }

    private void next(ByteBuffer in, int type, int code) throws IOException {
        assertTrue(heard.next(in));
        assertEquals(type, heard.type());
        assertEquals(code, heard.code());
    }

    private static ByteBuffer bytes(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        ByteBuffer in = ByteBuffer.allocate(Math.max(128, bytes.length));
        return in.put(bytes).flip();
    }
}
