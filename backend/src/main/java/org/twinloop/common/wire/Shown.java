package org.twinloop.common.wire;

import java.util.PrimitiveIterator;

/** How a value that came from outside is shown in a refusal: short, and harmless wherever it is written. */
final class Shown {

    private static final int LENGTH_MAX = 60;

    private Shown() {}

    static String value(String value) {
        return cut(value, LENGTH_MAX);
    }

    /** At most so many characters; what cannot be written, like half a surrogate pair, is shown as an escape. */
    static String cut(String text, int max) {
        if (text.length() <= max && text.codePoints().allMatch(Shown::isPlain)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        PrimitiveIterator.OfInt rest = text.codePoints().iterator();
        while (rest.hasNext()) {
            int next = rest.nextInt();
            String one = isPlain(next) ? Character.toString(next) : "\\u%04X".formatted(next);
            if (shown.length() + one.length() > max - (rest.hasNext() ? 1 : 0)) {
                return shown.append('…').toString();
            }
            shown.append(one);
        }
        return shown.toString();
    }

    private static boolean isPlain(int codePoint) {
        return !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
    }
}
