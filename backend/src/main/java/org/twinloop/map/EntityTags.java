package org.twinloop.map;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tags of {@code If-None-Match} (RFC 9110, 8.8.3 and 13.1.2): a star, or a list of them, weak ones among them. */
final class EntityTags {

    private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")");

    private EntityTags() {}

    /**
     * Whether one who has what the tags name has this already, by the weak comparison. What is no list of tags names
     * nothing.
     *
     * @param known null where the header is missing
     */
    static boolean name(String known, String tag) {
        if (known == null) {
            return false;
        }
        if (known.strip().equals("*")) {
            return true;
        }
        boolean found = false;
        int at = 0;
        Matcher matcher = TAG.matcher(known);
        while (matcher.find()) {
            if (!known.substring(at, matcher.start()).matches("[ \\t,]*")) {
                return false;
            }
            found |= matcher.group(1).equals(tag);
            at = matcher.end();
        }
        return found && known.substring(at).matches("[ \\t,]*");
    }
}
