package org.twinloop.supervision.municipality;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where the municipality ends. */
public final class Municipality {

    /** The sample city's, drawn by hand: coarse, good to some 2 km on land. */
    private static final String SAMPLE = "/demo/municipality.wkt";

    private Municipality() {}

    /**
     * The boundary as a WKT polygon, WGS-84: the configured one, in a demo else the sample city's, else nothing, since
     * nobody is to be asked because of a boundary that somebody guessed.
     *
     * @param configured WKT
     * @param mode {@code demo} or {@code production}
     */
    public static Optional<String> of(Optional<String> configured, String mode) {
        return configured
                .filter(wkt -> !wkt.isBlank())
                .or(() -> mode.equals("demo") ? Optional.of(sample()) : Optional.empty());
    }

    private static String sample() {
        try (InputStream in = Municipality.class.getResourceAsStream(SAMPLE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + SAMPLE, e);
        }
    }
}
