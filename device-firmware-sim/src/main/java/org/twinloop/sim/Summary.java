package org.twinloop.sim;

import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.function.LongSupplier;
import org.twinloop.sim.terminal.Exchange;
import org.twinloop.sim.time.CityClock;
import org.twinloop.sim.world.World;

/** The live line on the terminal: once a second in place on a screen, every half minute into a file. */
final class Summary {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE HH:mm:ss");
    private static final long SCREEN_MS = 1_000;
    private static final long FILE_MS = 30_000;

    private final boolean quiet;
    private final boolean screen = System.console() != null;
    private final World world;
    private final Exchange exchange;
    private long acknowledgedBefore;

    Summary(boolean quiet, World world, Exchange exchange) {
        this.quiet = quiet;
        this.world = world;
        this.exchange = exchange;
    }

    void start(Vertx vertx, LongSupplier cityMs) {
        if (quiet) {
            return;
        }
        long everyMs = screen ? SCREEN_MS : FILE_MS;
        vertx.setPeriodic(SCREEN_MS, everyMs, timer -> {
            String line = line(cityMs.getAsLong(), everyMs / 1000.0);
            if (screen) {
                System.out.print("\r" + line + "\u001b[K");
                System.out.flush();
            } else {
                System.out.println(line);
            }
        });
    }

    private String line(long cityMs, double seconds) {
        long acknowledged = exchange.acknowledged();
        double rate = (acknowledged - acknowledgedBefore) / seconds;
        acknowledgedBefore = acknowledged;
        return String.format(
                "%s  cars %d/%d  piles %d/%d  driving %d  charging %d  %.0f msg/s  acked %d  unsent %d  obeyed %d",
                TIME.format(Instant.ofEpochMilli(cityMs).atZone(CityClock.ZONE)),
                exchange.connected("T"),
                world.cars().size(),
                exchange.connected("P"),
                world.piles().size(),
                world.driving(),
                world.charging(),
                rate,
                acknowledged,
                exchange.unsent(),
                world.obeyed());
    }
}
