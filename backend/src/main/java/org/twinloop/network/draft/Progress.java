package org.twinloop.network.draft;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Tells a person how far an import is: a bar that is drawn anew on a terminal, else a line every
 * {@value #LINE_EVERY_S} s.
 */
public final class Progress {

    private static final int BAR_WIDTH = 30;
    private static final long LINE_EVERY_S = 15;
    private static final long DRAW_EVERY_MS = 200;

    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanos;

    /** @param nanos a clock that only goes forward */
    public Progress(PrintStream out, boolean terminal, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
    }

    /** Begins a phase of so much work; whoever does it tells how much is behind. */
    public LongConsumer phase(String name, long work) {
        Phase phase = new Phase(name, Math.max(1, work));
        phase.draw(0);
        return phase;
    }

    private final class Phase implements LongConsumer {

        private final String name;
        private final long work;
        private final long begun = nanos.getAsLong();
        private long drawn = begun;

        Phase(String name, long work) {
            this.name = name;
            this.work = work;
        }

        @Override
        public void accept(long done) {
            long quiet = terminal ? DRAW_EVERY_MS * 1_000_000 : LINE_EVERY_S * 1_000_000_000;
            if (nanos.getAsLong() - drawn >= quiet || done >= work && drawn < Long.MAX_VALUE) {
                draw(Math.min(done, work));
            }
        }

        private void draw(long done) {
            drawn = done >= work ? Long.MAX_VALUE : nanos.getAsLong();
            int percent = (int) (100 * done / work);
            long seconds = (nanos.getAsLong() - begun) / 1_000_000_000;
            int filled = (int) (BAR_WIDTH * done / work);
            String bar = "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled);
            String line = String.format(Locale.ROOT, "[%s] %3d %%  %s  %d s", bar, percent, name, seconds);
            out.print(terminal ? "\r" + line + "   " + (done >= work ? "\n" : "") : "   " + line + "\n");
            out.flush();
        }
    }
}
