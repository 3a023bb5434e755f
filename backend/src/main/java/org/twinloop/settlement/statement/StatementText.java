package org.twinloop.settlement.statement;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * In which encoding a file is written. UTF-8 is expected; what spreadsheets in China write by default (GBK, a part of
 * GB 18030-2022) is recognised. Damage to a line or two does not make a UTF-8 file one in GB18030.
 */
enum StatementText {
    UTF_8("UTF-8", StandardCharsets.UTF_8),
    GB18030("GB18030", Charset.forName("GB18030"));

    private final String word;
    private final Charset charset;

    StatementText(String word, Charset charset) {
        this.word = word;
        this.charset = charset;
    }

    String word() {
        return word;
    }

    Charset charset() {
        return charset;
    }

    /** GB18030 when all of it is, and most lines that are not plain ASCII are no UTF-8. */
    static StatementText of(byte[] file) {
        if (UTF_8.reads(file, 0, file.length)) {
            return UTF_8;
        }
        int beyondAscii = 0;
        int inUtf8 = 0;
        int from = 0;
        while (from < file.length) {
            int to = lineEnd(file, from);
            if (!isAscii(file, from, to)) {
                beyondAscii++;
                inUtf8 += UTF_8.reads(file, from, to) ? 1 : 0;
            }
            from = to + 1;
        }
        return inUtf8 * 2 < beyondAscii && GB18030.reads(file, 0, file.length) ? GB18030 : UTF_8;
    }

    private boolean reads(byte[] file, int from, int to) {
        try {
            charset.newDecoder().decode(ByteBuffer.wrap(file, from, to - from));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static int lineEnd(byte[] file, int from) {
        int at = from;
        while (at < file.length && file[at] != '\n') {
            at++;
        }
        return at;
    }

    private static boolean isAscii(byte[] file, int from, int to) {
        byte[] line = Arrays.copyOfRange(file, from, to);
        for (byte one : line) {
            if (one < 0) {
                return false;
            }
        }
        return true;
    }
}
