package org.twinloop.sim;

import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.twinloop.sim.terminal.Exchange;
import org.twinloop.sim.time.CityClock;

/**
 * The live line: rewritten in place once a second on a screen and cut to its width ({@code COLUMNS}), a line of its own
 * every half minute elsewhere.
 */
final class Summary {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);
    private static final long SCREEN_MS = 1_000;
    private static final long FILE_MS = 30_000;
    private static final int WIDTH_DEFAULT = 100;

    private final CityLife life;
    private final Exchange exchange;
    private final PrintStream out;
    private long acknowledgedBefore;

    Summary(CityLife life, Exchange exchange, PrintStream out) {
        this.life = life;
        this.exchange = exchange;
        this.out = out;
    }

    void start(Vertx vertx, LongSupplier cityMs) {
        boolean screen = System.console() != null;
        long everyMs = screen ? SCREEN_MS : FILE_MS;
        int width = width(System.getenv("COLUMNS"));
        vertx.setPeriodic(SCREEN_MS, everyMs, timer -> {
            String line = line(cityMs.getAsLong(), everyMs / 1000.0);
            if (screen) {
                out.print("\r" + line.substring(0, Math.min(line.length(), width - 1)) + "\u001b[K");
                out.flush();
            } else {
                out.println(line);
            }
        });
    }

    private static int width(String columns) {
        return columns != null && columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : WIDTH_DEFAULT;
    }

    /** The most important first, since a narrow screen cuts the end off. */
    String line(long cityMs, double seconds) {
        long acknowledged = exchange.acknowledged();
        double rate = (acknowledged - acknowledgedBefore) / seconds;
        acknowledgedBefore = acknowledged;
        return String.format(
                Locale.ENGLISH,
                "%s | cars %d/%d, %d driving | piles %d/%d, %d charging | bikes %d riding | rentals %d"
                        + " | %.0f msg/s, %d unsent | orders %d",
                TIME.format(Instant.ofEpochMilli(cityMs).atZone(CityClock.ZONE)),
                exchange.connected("T"),
                life.world().cars().size(),
                life.world().driving(),
                exchange.connected("P"),
                life.world().piles().size(),
                life.world().charging(),
                life.bikes().riding(),
                life.citizens().rentals(),
                rate,
                exchange.unsent(),
                life.world().obeyed());
    }
}
