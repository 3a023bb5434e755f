package org.twinloop.sim;

import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.function.LongSupplier;
import org.twinloop.sim.bike.BikeCity;
import org.twinloop.sim.carshare.CarSharer;
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
    private final BikeCity bikes;
    private final CarSharer carSharer;
    private long acknowledgedBefore;

    Summary(boolean quiet, World world, Exchange exchange, BikeCity bikes, CarSharer carSharer) {
        this.quiet = quiet;
        this.world = world;
        this.exchange = exchange;
        this.bikes = bikes;
        this.carSharer = carSharer;
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
                "%s  cars %d/%d  piles %d/%d  driving %d (citizens %d)  charging %d"
                        + "  bikes ridden %d  %.0f msg/s  acked %d  unsent %d  obeyed %d",
                TIME.format(Instant.ofEpochMilli(cityMs).atZone(CityClock.ZONE)),
                exchange.connected("T"),
                world.cars().size(),
                exchange.connected("P"),
                world.piles().size(),
                world.driving(),
                carSharer.rented(),
                world.charging(),
                bikes.riding(),
                rate,
                acknowledged,
                exchange.unsent(),
                world.obeyed());
    }
}
