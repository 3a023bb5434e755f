package org.twinloop.sim;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.twinloop.sim.Main.Failure;
import org.twinloop.sim.backend.Registration;
import org.twinloop.sim.backend.Service;
import org.twinloop.sim.backend.ServiceRefusal;
import org.twinloop.sim.bike.GbfsFeed;
import org.twinloop.sim.car.Car;
import org.twinloop.sim.car.CarCard;
import org.twinloop.sim.carservice.CarService;
import org.twinloop.sim.carshare.CarSharer;
import org.twinloop.sim.control.ControlServer;
import org.twinloop.sim.gb32960.Boxes;
import org.twinloop.sim.gb32960.Gauges;
import org.twinloop.sim.partner.PartnerServer;
import org.twinloop.sim.partner.PartnerServer.Document;
import org.twinloop.sim.partner.Refusal;
import org.twinloop.sim.terminal.Exchange;
import org.twinloop.sim.terminal.Json;
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
    private static final long BOXES_TOLD_MS = 60_000;
    private static final double KMH_PER_MS = 3.6;

    private final CityOptions options;
    private final Service service;
    private final Vertx vertx;
    private CityClock clock;
    private Timeline timeline;
    private CityLife life;
    private Exchange exchange;
    private Boxes boxes;
    private volatile int httpPort;
    private volatile int controlPort;

    City(CityOptions options) {
        this.options = options;
        MQTT_CLIENT.setLevel(Level.OFF);
        this.service = new Service(options.api(), options.login(), options.password());
        this.vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2).setInternalBlockingPoolSize(2));
    }

    /** Runs until the process is told to end. */
    static void main(String[] args, PrintStream out) {
        Arguments arguments = new Arguments(CityOptions.OPTIONS, args);
        if (arguments.on("--help")) {
            out.println(CityOptions.help());
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
        List<String> boxed = registerBoxes(registration);
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
        if (options.mqttCa() != null) {
            exchange.overTls(options.mqttCa());
        }
        World.Plan plan = new World.Plan(
                options.seed(),
                startMs / 1000,
                registration.cars(),
                registration.piles(),
                registration.bays(),
                options.movingReportS(),
                options.parkedReportS());
        Promise<Void> open = Promise.promise();
        vertx.getOrCreateContext()
                .runOnContext(begin -> live(plan, boxed, registration).onComplete(open));
        whenOpen(open.future());
        System.out.println("city: " + registration.cars().size() + " cars and "
                + registration.piles().size() + " piles, city time "
                + Instant.ofEpochMilli(startMs).atZone(CityClock.ZONE).toLocalDateTime() + ", speed " + clock.speed());
    }

    /** Makes the world and opens its ports; runs on the event loop, as everything does from here on. */
    private Future<Void> live(World.Plan plan, List<String> boxed, Registration registration) {
        life = new CityLife(plan, options.habits(), timeline, exchange::line, this::cut);
        life.world()
                .cars()
                .forEach(car -> registration.offlineKeys().forEach(car.orders().offlineLock()::trust));
        PartnerServer partners = new PartnerServer(vertx, options.partnerToken(), life.outages(), this::catchUp);
        GbfsFeed feed = new GbfsFeed(life.bikes());
        CarSharer carSharer = life.carSharer();
        CarService carService = life.carService();
        partners.documents("gbfs", "/gbfs/:name", context -> document(feed, context));
        partners.items("carshare", "/carshare/v1/holds", carSharer::hold, carSharer::find, carSharer::cancel);
        partners.items("carservice", "/carservice/v1/orders", carService::order, carService::find, carService::cancel);
        vertx.setPeriodic(TICK_MS, tick -> catchUp());
        vertx.setPeriodic(CLOCK_CHECK_MS, check -> checkClock());
        if (!options.quiet()) {
            new Summary(life, exchange, System.out).start(vertx, () -> clock.cityMs());
        }
        exchange.openAll();
        openBoxes(boxed);
        return partners.listen(options.httpHost(), options.httpPort())
                .onSuccess(server -> httpPort = server.actualPort())
                .recover(e -> taken("--http-port " + options.httpPort(), e))
                .compose(server -> openControl());
    }

    private void cut(String deviceId, double citySeconds) {
        exchange.find(deviceId).ifPresent(line -> line.cut(citySeconds / clock.speed()));
    }

    /** The cars that get a box for GB/T 32960; the service must know them before they call. */
    private List<String> registerBoxes(Registration registration) throws IOException {
        if (options.gb32960() == null) {
            return List.of();
        }
        List<String> vins = registration.cars().stream()
                .map(CarCard::vin)
                .limit(options.gb32960Cars())
                .toList();
        for (String vin : vins) {
            service.put(
                    "/api/v1/partner/gb32960/terminals/" + vin,
                    Json.MAPPER.createObjectNode().put("answersAll", true));
        }
        return vins;
    }

    private void openBoxes(List<String> vins) {
        if (vins.isEmpty()) {
            return;
        }
        boxes = new Boxes(
                vertx,
                timeline,
                new Boxes.Plan(options.gb32960(), options.seed(), options.gb32960Cuts(), clock.speed()));
        for (String vin : vins) {
            Car car = life.world().car(vin).orElseThrow();
            boxes.add(vin, () -> gauges(car));
        }
        if (!options.quiet()) {
            vertx.setPeriodic(BOXES_TOLD_MS, timer -> System.err.println(boxes.summary()));
        }
    }

    private static Gauges gauges(Car car) {
        return new Gauges(
                car.satellitesSeen() ? car.at() : null,
                car.speedMs() * KMH_PER_MS,
                car.odometerM(),
                car.socPercent(),
                car.driving(),
                car.charging());
    }

    private Future<Void> openControl() {
        if (options.controlPort() == CityOptions.NONE) {
            return Future.succeededFuture();
        }
        return new ControlServer(vertx, life.world(), exchange, life.outages(), life.manners(), this::catchUp)
                .listen(options.controlPort())
                .onSuccess(server -> controlPort = server.actualPort())
                .recover(e -> taken("--control-port " + options.controlPort(), e))
                .mapEmpty();
    }

    private static Future<HttpServer> taken(String option, Throwable cause) {
        return Future.failedFuture(
                new IOException(option + " cannot be opened (" + cause.getMessage() + "); choose another port", cause));
    }

    private Document document(GbfsFeed feed, RoutingContext context) {
        String name = context.pathParam("name");
        String root = "http://" + context.request().authority() + "/gbfs";
        GbfsFeed.Document found = Optional.of(name)
                .filter(n -> n.endsWith(".json"))
                .flatMap(n -> feed.document(n.substring(0, n.length() - ".json".length()), root))
                .orElseThrow(() -> new Refusal(404, "the feed has no document " + name));
        return new Document(found.body(), found.etag(), Math.max(1, Math.round(GbfsFeed.TTL_S / clock.speed())));
    }

    private static void whenOpen(Future<Void> open) throws IOException {
        try {
            open.toCompletionStage().toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while opening the ports", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        }
    }

    /** The port on which tests act as the world, 0 when there is none. */
    int controlPort() {
        return controlPort;
    }

    /** The port the partners are served on. */
    int httpPort() {
        return httpPort;
    }

    /** The city stops at once. */
    @Override
    public void close() {
        vertx.runOnContext(last -> {
            if (exchange != null) {
                exchange.hangUp();
            }
            if (boxes != null) {
                boxes.hangUp();
            }
            vertx.close();
        });
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
                System.err.println("the service's clock changed from " + clock + " to " + now);
                clock = now;
            }
        });
    }
}
