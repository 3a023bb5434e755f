package org.twinloop.sim;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.twinloop.sim.Main.Failure;
import org.twinloop.sim.backend.Registration;
import org.twinloop.sim.backend.Service;
import org.twinloop.sim.backend.ServiceRefusal;
import org.twinloop.sim.terminal.Exchange;
import org.twinloop.sim.terminal.Line;
import org.twinloop.sim.time.CityClock;
import org.twinloop.sim.time.Dice;
import org.twinloop.sim.time.Timeline;
import org.twinloop.sim.world.World;

/** The running city: the world on the service's clock, with every device on a line of its own. */
final class City implements AutoCloseable {
    /** Speaks of every single connection, 712 of them; kept here so that its level is not forgotten. */
    private static final Logger MQTT_CLIENT = Logger.getLogger("io.vertx.mqtt");

    private static final long TICK_MS = 20;
    private static final long ACTS_PER_TICK = 20_000;
    private static final double UNHURRIED_SPEED = 20;
    private static final long LINGER_MS = 400;
    private static final long CLOCK_CHECK_MS = 30_000;

    private final CityOptions options;
    private final Service service;
    private final Vertx vertx;
    private CityClock clock;
    private Timeline timeline;
    private World world;
    private Exchange exchange;

    City(CityOptions options) {
        this.options = options;
        MQTT_CLIENT.setLevel(Level.OFF);
        this.service = new Service(options.api(), options.login(), options.password());
        this.vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2).setInternalBlockingPoolSize(2));
    }

    /** Runs until the process is told to end. */
    static void main(String[] args) {
        Arguments arguments = new Arguments(CityOptions.OPTIONS, args);
        if (arguments.on("--help")) {
            System.out.println(CityOptions.help());
            return;
        }
        City city = new City(CityOptions.of(arguments));
        try {
            city.start();
        } catch (IOException | ServiceRefusal | IllegalStateException e) {
            city.close();
            throw new Failure("the city cannot start: " + e.getMessage(), e);
        }
    }

    /** Waits for the service, registers all devices and lets the city live. */
    void start() throws IOException {
        waitForService();
        clock = service.clock();
        Registration registration = Registration.of(service, vertx);
        if (registration.cars().isEmpty() && registration.piles().isEmpty()) {
            throw new IllegalStateException("the service at " + options.api() + " has no devices; load its demo city");
        }
        long startMs = clock.cityMs();
        timeline = new Timeline(startMs);
        exchange = new Exchange(
                vertx,
                options.mqtt().getHost(),
                options.mqtt().getPort(),
                registration,
                Dice.of(options.seed(), "network"),
                clock.speed() > UNHURRIED_SPEED ? LINGER_MS : 0,
                this::catchUp);
        World.Plan plan = new World.Plan(
                options.seed(),
                startMs / 1000,
                registration.cars(),
                registration.piles(),
                options.movingReportS(),
                options.parkedReportS());
        vertx.getOrCreateContext().runOnContext(begin -> {
            world = new World(plan, timeline, (deviceId, orders) -> {
                Line line = exchange.line(deviceId, orders);
                line.open();
                return line;
            });
            vertx.setPeriodic(TICK_MS, tick -> timeline.runUntil(clock.cityMs(), ACTS_PER_TICK));
            vertx.setPeriodic(CLOCK_CHECK_MS, check -> checkClock());
            new Summary(options.quiet(), world, exchange).start(vertx, () -> clock.cityMs());
        });
        System.out.println("city: " + registration.cars().size() + " cars and "
                + registration.piles().size() + " piles, city time "
                + Instant.ofEpochMilli(startMs).atZone(CityClock.ZONE).toLocalDateTime() + ", speed " + clock.speed());
    }

    /** The city stops at once. */
    @Override
    public void close() {
        vertx.close();
    }

    private void catchUp() {
        timeline.runUntil(clock.cityMs(), ACTS_PER_TICK);
    }

    private void waitForService() throws IOException {
        long beganMs = System.currentTimeMillis();
        String before = "";
        while (true) {
            String why = whyNotReady();
            long waitedS = (System.currentTimeMillis() - beganMs) / 1000;
            if (why.isEmpty()) {
                return;
            }
            if (waitedS >= options.waitMaxS()) {
                throw new IOException("the service at " + options.api() + " was not ready within " + waitedS + " s ("
                        + why + "); start it or name its address with --api");
            }
            if (!why.equals(before) || waitedS % 10 == 0) {
                System.out.println("waiting for the service at " + options.api() + ": " + why + ", " + waitedS + " s");
                before = why;
            }
            pause();
        }
    }

    private String whyNotReady() {
        try {
            return service.ready() ? "" : "it starts, not ready yet";
        } catch (IOException e) {
            return e.getMessage() == null ? "no connection" : e.getMessage();
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the service", e);
        }
    }

    /** A service restarted with other origins has another clock; city time never goes back, it waits. */
    private void checkClock() {
        vertx.executeBlocking(service::clock).onSuccess(now -> {
            if (!now.equals(clock)) {
                System.out.println("the service's clock changed from " + clock + " to " + now);
                clock = now;
            }
        });
    }
}
