package org.twinloop.partner.gb32960.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Frames put together byte by byte from the tables of the standard, without the code that is tested. */
public final class TestFrames {

    public static final String VIN = "LTESTSH0000000001";
    private static final HexFormat HEX = HexFormat.of();

    /** 2026-11-23 09:30:15 in Shanghai. */
    public static final String TIME = "1a0b17091e0f";

    private TestFrames() {}

    /** @param unit the data unit in hexadecimal, blanks ignored */
    public static byte[] frame(String start, int command, int reply, String id, int encryption, String unit) {
        byte[] content = hex(unit);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(start.getBytes(StandardCharsets.US_ASCII));
        out.write(command);
        out.write(reply);
        byte[] padded = new byte[17];
        byte[] ascii = id.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, padded, 0, ascii.length);
        out.writeBytes(padded);
        out.write(encryption);
        out.write(content.length >> 8);
        out.write(content.length & 0xff);
        out.writeBytes(content);
        byte[] unchecked = out.toByteArray();
        int check = 0;
        for (int i = 2; i < unchecked.length; i++) {
            check ^= unchecked[i];
        }
        out.write(check);
        return out.toByteArray();
    }

    /** A real-time report of 2016 in the clear. */
    public static byte[] report(String informationTypes) {
        return frame("##", 2, 0xFE, VIN, 1, TIME + informationTypes);
    }

    public static byte[] report2025(String informationTypes) {
        return frame("$$", 2, 0xFE, VIN, 1, TIME + informationTypes);
    }

    public static byte[] hex(String digits) {
        return HEX.parseHex(digits.replaceAll("\\s", ""));
    }
}
