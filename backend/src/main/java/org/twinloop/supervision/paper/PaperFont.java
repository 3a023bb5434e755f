package org.twinloop.supervision.paper;

import com.lowagie.text.Font;
import com.lowagie.text.pdf.BaseFont;
import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The font that is shipped: Noto Sans SC (SIL Open Font License 1.1), the characters of Chinese and of Latin. */
final class PaperFont {

    private static final String FILE = "NotoSansSC-Regular.ttf";

    /** Read once: it takes some tenths of a second and some 8 MB. */
    private static final BaseFont FACE = face();

    private PaperFont() {}

    static Font of(float size) {
        return new Font(FACE, size, Font.NORMAL, Color.BLACK);
    }

    static Font of(float size, Color colour) {
        return new Font(FACE, size, Font.NORMAL, colour);
    }

    static BaseFont base() {
        return FACE;
    }

    /** A character that the font lacks would vanish from the page; its code is printed instead. */
    static String printable(String text) {
        StringBuilder printed = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point == '\n' || FACE.charExists(point)) {
                printed.appendCodePoint(point);
            } else {
                printed.append("〔U+")
                        .append(Integer.toHexString(point).toUpperCase(Locale.ROOT))
                        .append('〕');
            }
        });
        return printed.toString();
    }

    private static BaseFont face() {
        try (InputStream file = PaperFont.class.getResourceAsStream(FILE)) {
            return BaseFont.createFont(
                    FILE, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, BaseFont.CACHED, file.readAllBytes(), null);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE, e);
        }
    }
}
