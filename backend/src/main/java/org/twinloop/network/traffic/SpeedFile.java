package org.twinloop.network.traffic;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Observed speeds from a file, in the order of their times: a line each of instant, number of the road, F or B for the
 * direction, and km/h, parted by commas ({@code 2026-11-25T00:30:00Z,4711,F,6.5}). Lines that begin with # are skipped.
 * Read as the clock passes the lines, so memory does not depend on the length.
 */
final class SpeedFile implements AutoCloseable {

    private static final int FIELDS = 4;

    private final BufferedReader lines;
    private int number;
    private Observed next;

    private SpeedFile(BufferedReader lines) throws IOException {
        this.lines = lines;
        next = read();
    }

    /** Where speeds go. */
    @FunctionalInterface
    interface Sink {
        void observe(int edge, boolean forward, double speedKmh, Instant at);
    }

    private record Observed(Instant at, int edge, boolean forward, double speedKmh) {}

    /** A line that is none. */
    static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;

        private Unreadable(int number, String line, String why) {
            super("line %d \"%s\": %s; it reads instant,edge,F|B,km/h in the order of the times"
                    .formatted(number, line, why));
        }
    }

    static SpeedFile open(Path file) throws IOException {
        return new SpeedFile(Files.newBufferedReader(file));
    }

    /**
     * Tells all speeds up to an instant that were not told yet.
     *
     * @return how many
     * @throws Unreadable at a line that is none; the lines before it were told
     */
    int playUntil(Instant now, Sink sink) throws IOException {
        int told = 0;
        while (next != null && !next.at.isAfter(now)) {
            sink.observe(next.edge, next.forward, next.speedKmh, next.at);
            told++;
            Instant before = next.at;
            next = read();
            if (next != null && next.at.isBefore(before)) {
                throw new Unreadable(number, next.at.toString(), "comes after " + before);
            }
        }
        return told;
    }

    boolean isOver() {
        return next == null;
    }

    private Observed read() throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                return observed(line);
            }
        }
        return null;
    }

    private Observed observed(String line) throws Unreadable {
        String[] fields = line.split(",");
        if (fields.length != FIELDS || !fields[2].strip().matches("[FB]")) {
            throw new Unreadable(number, line, fields.length + " fields");
        }
        try {
            return new Observed(
                    Instant.parse(fields[0].strip()),
                    Integer.parseInt(fields[1].strip()),
                    fields[2].strip().equals("F"),
                    Double.parseDouble(fields[3].strip()));
        } catch (DateTimeException | NumberFormatException e) {
            throw new Unreadable(number, line, e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
