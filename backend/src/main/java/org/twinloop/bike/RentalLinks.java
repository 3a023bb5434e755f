package org.twinloop.bike;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * What opens a bike in its operator's app (GBFS 3.0, {@code rental_uris}); each null when not told. A partner wrote
 * them and somebody's phone follows them, so nothing but a web page or an app comes through.
 *
 * @param web page for any device, https
 * @param android app link: https or a scheme of the app's own; {@code ios} likewise
 */
public record RentalLinks(String web, String android, String ios) {
    public static final RentalLinks NONE = new RentalLinks(null, null, null);

    private static final int LENGTH_MAX = 1_000;

    /** A browser runs these, or reads what is its own. */
    private static final Set<String> RUN = Set.of(
            "javascript",
            "data",
            "vbscript",
            "file",
            "blob",
            "about",
            "http",
            "content",
            "view-source",
            "filesystem",
            "intent",
            "ftp",
            "ws",
            "wss",
            "tel",
            "sms",
            "mailto");

    public RentalLinks {
        web = isWeb(web) ? web : null;
        android = isApp(android) ? android : null;
        ios = isApp(ios) ? ios : null;
    }

    private static boolean isWeb(String text) {
        return "https".equals(scheme(text));
    }

    private static boolean isApp(String text) {
        String scheme = scheme(text);
        return scheme != null && !RUN.contains(scheme);
    }

    /** Null for what is no absolute address. */
    private static String scheme(String text) {
        if (text == null || text.length() > LENGTH_MAX) {
            return null;
        }
        try {
            URI address = new URI(text);
            boolean whole = address.getScheme() != null && address.getRawAuthority() != null;
            return whole ? address.getScheme().toLowerCase(Locale.ROOT) : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
