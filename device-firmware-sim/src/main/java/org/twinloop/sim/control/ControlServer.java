package org.twinloop.sim.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.twinloop.sim.car.Car;
import org.twinloop.sim.key.OfflineLock;
import org.twinloop.sim.partner.Body;
import org.twinloop.sim.partner.Manners;
import org.twinloop.sim.partner.Outages;
import org.twinloop.sim.partner.Problem;
import org.twinloop.sim.partner.Refusal;
import org.twinloop.sim.pile.Connector;
import org.twinloop.sim.pile.Pile;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.road.RoadNetwork.Road;
import org.twinloop.sim.terminal.Command.Navigation;
import org.twinloop.sim.terminal.Exchange;
import org.twinloop.sim.terminal.Json;
import org.twinloop.sim.terminal.Line;
import org.twinloop.sim.world.World;

/** The control port. */
public final class ControlServer {
    private static final double CUT_MAX_S = 86_400;
    private static final double JAM_MIN_KMH = 1;
    private static final double JAM_MAX_KMH = 130;
    private static final double KMH_PER_MS = 3.6;
    private static final double REBOOT_MAX_S = 600;
    private static final double REBOOT_CUT_S = 0.5;
    private static final List<String> SIGNS = List.of("POWER_CUT", "CASE_OPEN", "ANTENNA_CUT");

    private final Vertx vertx;
    private final World world;
    private final Exchange exchange;
    private final Outages outages;
    private final Map<String, Manners> manners;
    private final Runnable catchUp;
    private final Router router;

    /** @param manners of the partners that answer calls, by name */
    public ControlServer(
            Vertx vertx,
            World world,
            Exchange exchange,
            Outages outages,
            Map<String, Manners> manners,
            Runnable catchUp) {
        this.vertx = vertx;
        this.world = world;
        this.exchange = exchange;
        this.outages = outages;
        this.manners = manners;
        this.catchUp = catchUp;
        this.router = Router.router(vertx);
        Problem.guard(router);
        routes();
    }

    private void routes() {
        router.get("/world").handler(context -> answer(context, this::state));
        router.get("/world/cars/:name").handler(context -> answer(context, () -> state(car(context))));
        router.get("/world/piles/:name").handler(context -> answer(context, () -> state(pile(context))));
        car("door", (car, body) -> {
            if (body.flag("open", true)) {
                car.openDoors();
            } else {
                car.closeDoors();
            }
        });
        car("cut", (car, body) -> line(car.card().deviceId()).cut(body.number("seconds", 0, CUT_MAX_S)));
        car("reboot", this::reboot);
        car("offline-key", ControlServer::showKey);
        car("tamper", (car, body) -> car.tamper(body.oneOf("sign", SIGNS), body.flag("on", true)));
        car("soc", (car, body) -> car.setSocPercent(body.number("percent", 0, 100)));
        car("plug", ControlServer::plug);
        car("drive", ControlServer::drive);
        car("rent", ControlServer::rent);
        pile(
                "fault",
                (pile, body) -> pile.breakDown(
                        connector(pile, body),
                        Connector.Status.valueOf(
                                body.has("status")
                                        ? body.oneOf("status", List.of("INOPERATIVE", "OUTOFORDER"))
                                        : "OUTOFORDER"),
                        body.has("error") ? body.text("error") : "fault"));
        pile("repair", (pile, body) -> pile.repair(connector(pile, body)));
        pile("cut", (pile, body) -> line(pile.deviceId()).cut(body.number("seconds", 0, CUT_MAX_S)));
        router.get("/world/roads/:name").handler(context -> answer(context, () -> state(road(context))));
        deed("/world/roads/:name/jam", this::road, this::jam, this::state);
        router.post("/world/partners/:name/outage").handler(context -> answer(context, () -> outage(context)));
        router.post("/world/partners/:name/manners").handler(context -> answer(context, () -> manners(context)));
    }

    private void car(String deed, BiConsumer<Car, Body> act) {
        deed("/world/cars/:name/" + deed, this::car, act, this::state);
    }

    private void pile(String deed, BiConsumer<Pile, Body> act) {
        deed("/world/piles/:name/" + deed, this::pile, act, this::state);
    }

    private <T> void deed(
            String path, Function<RoutingContext, T> find, BiConsumer<T, Body> act, Function<T, ObjectNode> state) {
        router.post(path)
                .handler(context -> answer(context, () -> {
                    T thing = find.apply(context);
                    act.accept(thing, Body.of(Problem.bytes(context)));
                    return state.apply(thing);
                }));
    }

    /** The line goes down with the terminal and is dialled again by itself. */
    private void reboot(Car car, Body body) {
        car.rebootTerminal(body.number("seconds", 0, REBOOT_MAX_S));
        line(car.card().deviceId()).cut(REBOOT_CUT_S);
    }

    private static void showKey(Car car, Body body) {
        OfflineLock.Outcome outcome = car.orders().showKey(body.text("key"));
        if (!outcome.opens()) {
            throw new Refusal(409, "the key opens nothing: " + outcome.reason());
        }
    }

    private static void plug(Car car, Body body) {
        if (!body.flag("plugged", true)) {
            car.unplug();
        } else if (!car.plugIn(true)) {
            throw new Refusal(409, "no free connector within reach of " + car.vin() + "; drive it to a pile first");
        }
    }

    /** A citizen takes it with the operator's own app, drives there and leaves it locked. */
    private static void rent(Car car, Body body) {
        Navigation to = new Navigation(point(body), "", false);
        if (!car.card().citizensToo() || !car.orders().rent(to, () -> {})) {
            throw new Refusal(409, car.vin() + " is not free for citizens; take another or wait until it is");
        }
    }

    private static GeoPoint point(Body body) {
        return new GeoPoint(body.number("lon", -180, 180), body.number("lat", -90, 90));
    }

    private static void drive(Car car, Body body) {
        GeoPoint to = point(body);
        if (!car.orders().driveAway(new Navigation(to, "", body.flag("plugIn", false)))) {
            throw new Refusal(409, car.vin() + " is already under way; wait until it has parked");
        }
    }

    private void jam(Road road, Body body) {
        if (body.flag("on", true)) {
            world.jams().begin(road.id(), body.number("kmh", JAM_MIN_KMH, JAM_MAX_KMH) / KMH_PER_MS);
        } else {
            world.jams().end(road.id());
        }
    }

    private static int connector(Pile pile, Body body) {
        return body.has("connector")
                ? body.whole("connector", 1, pile.connectors().size())
                : 1;
    }

    private ObjectNode outage(RoutingContext context) {
        String partner = context.pathParam("name");
        if (!List.of("gbfs", "carshare", "carservice").contains(partner)) {
            throw new Refusal(404, "partner " + partner + "; there are gbfs, carshare and carservice");
        }
        double seconds = Body.of(Problem.bytes(context)).number("seconds", 0, CUT_MAX_S);
        outages.begin(partner, seconds);
        return Json.MAPPER.createObjectNode().put("partner", partner).put("citySeconds", seconds);
    }

    private ObjectNode manners(RoutingContext context) {
        String partner = context.pathParam("name");
        Manners changed = Optional.ofNullable(manners.get(partner))
                .orElseThrow(() -> new Refusal(404, "partner " + partner + "; there are carshare and carservice"));
        Body body = Body.of(Problem.bytes(context));
        double late = body.number("latePercent", 0, 100);
        double declined = body.number("declinedPercent", 0, 100);
        changed.change(late / 100, declined / 100);
        return Json.MAPPER
                .createObjectNode()
                .put("partner", partner)
                .put("latePercent", late)
                .put("declinedPercent", declined);
    }

    private Line line(String deviceId) {
        return exchange.find(deviceId).orElseThrow(() -> new Refusal(404, "device " + deviceId + " has no line"));
    }

    private Car car(RoutingContext context) {
        String name = context.pathParam("name");
        return world.car(name)
                .orElseThrow(() -> new Refusal(404, "car " + name + "; name it by VIN, plate or terminal id"));
    }

    private Pile pile(RoutingContext context) {
        String name = context.pathParam("name");
        return world.pile(name).orElseThrow(() -> new Refusal(404, "pile " + name + "; name it by its device id"));
    }

    private Road road(RoutingContext context) {
        String name = context.pathParam("name");
        return world.roads()
                .road(name)
                .orElseThrow(() -> new Refusal(404, "road " + name + "; name it as edges.csv, with - for backwards"));
    }

    private ObjectNode state() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("cityTime", Instant.ofEpochMilli(world.timeline().nowMs()).toString());
        json.put("cars", world.cars().size()).put("driving", world.driving());
        json.put("piles", world.piles().size()).put("charging", world.charging());
        json.put("connectedCars", exchange.connected("T")).put("connectedPiles", exchange.connected("P"));
        json.put("acknowledged", exchange.acknowledged()).put("unsent", exchange.unsent());
        json.put("dialled", exchange.dialledTimes()).put("obeyed", world.obeyed());
        return json;
    }

    private ObjectNode state(Car car) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("vin", car.vin()).put("deviceId", car.card().deviceId());
        json.put("lon", car.at().lon()).put("lat", car.at().lat());
        json.put("odoM", car.odometerM()).put("socPercent", car.socPercent());
        json.put("doorsOpen", car.doorsOpen()).put("locked", car.locked()).put("driving", car.driving());
        json.put("plugged", car.plugged()).put("charging", car.charging());
        json.put("use", car.orders().use().name())
                .put("unsent", line(car.card().deviceId()).unsent());
        return json;
    }

    private ObjectNode state(Pile pile) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("deviceId", pile.deviceId());
        ArrayNode connectors = json.putArray("connectors");
        pile.connectors()
                .forEach(c -> connectors
                        .addObject()
                        .put("connector", c.number())
                        .put("status", c.status().name()));
        return json;
    }

    private ObjectNode state(Road road) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("road", road.id()).put("lengthM", road.lengthM());
        json.put("limitKmh", road.limitMs() * KMH_PER_MS);
        json.put("fromLon", road.from().at().lon())
                .put("fromLat", road.from().at().lat());
        json.put("toLon", road.to().at().lon()).put("toLat", road.to().at().lat());
        json.put("jammed", world.jams().speedMs(road.id()).isPresent());
        return json;
    }

    private void answer(RoutingContext context, Supplier<ObjectNode> deed) {
        catchUp.run();
        try {
            context.response()
                    .putHeader("content-type", "application/json; charset=utf-8")
                    .end(deed.get().toString());
        } catch (Refusal refusal) {
            Problem.send(context, refusal.status(), refusal.getMessage());
        }
    }

    public Future<HttpServer> listen(int port) {
        HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1").setPort(port);
        return vertx.createHttpServer(options).requestHandler(router).listen();
    }
}
