package org.twinloop.journal.evidence;

import java.util.HexFormat;

/** Bytes as lower-case hex, the way every hash and signature is written here. */
final class Hex {

    private static final HexFormat FORMAT = HexFormat.of();

    private Hex() {}

    static String of(byte[] bytes) {
        return FORMAT.formatHex(bytes);
    }

    /** Throws {@link IllegalArgumentException} for anything that is not hex. */
    static byte[] bytes(String hex) {
        return FORMAT.parseHex(hex);
    }
}
