package org.twinloop.sim.backend;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.twinloop.sim.car.CarCard;
import org.twinloop.sim.energy.CarModel.Register;
import org.twinloop.sim.parking.Bay;
import org.twinloop.sim.pile.Pile;
import org.twinloop.sim.road.GeoPoint;
import org.twinloop.sim.terminal.Credentials;

/**
 * The devices and bays the service has told us about, and the devices' secrets. When a secret is refused (the service
 * was restarted with another database, or rotated it), it is issued anew: for one device when few are refused, else
 * once for all of its kind.
 */
public final class Registration implements Credentials {
    private static final long RENEWAL_GAP_MS = 5_000;
    private static final int ALONE_MAX = 8;

    private final Service service;
    private final Vertx vertx;
    private final Map<String, String> secrets = new HashMap<>();
    private final List<CarCard> cars = new ArrayList<>();
    private final List<Pile.Card> piles = new ArrayList<>();
    private final List<Bay> bays = new ArrayList<>();
    private final Map<String, Renewal> renewals = new HashMap<>();
    private final Map<Integer, String> offlineKeys = new HashMap<>();

    private record Renewal(long beganMs, Future<Void> done) {
        private boolean old() {
            return done.isComplete() && System.currentTimeMillis() - beganMs > RENEWAL_GAP_MS;
        }
    }

    private Registration(Service service, Vertx vertx) {
        this.service = service;
        this.vertx = vertx;
    }

    /** Asks the service for all its devices and bays; blocks. */
    public static Registration of(Service service, Vertx vertx) throws IOException {
        Registration registration = new Registration(service, vertx);
        for (JsonNode device : service.provision("TERMINAL")) {
            registration.keep(device);
            registration.cars.add(car(device));
        }
        for (JsonNode device : service.provision("PILE")) {
            registration.keep(device);
            registration.piles.add(pile(device));
        }
        registration.learnBays();
        registration.learnOfflineKeys();
        return registration;
    }

    private void learnOfflineKeys() throws IOException {
        for (JsonNode key : service.offlineKeys()) {
            offlineKeys.put(key.path("keyId").asInt(), key.path("publicKey").asText());
        }
    }

    /** Public keys by which terminals judge offline keys, by their id. */
    public Map<Integer, String> offlineKeys() {
        return offlineKeys;
    }

    private void learnBays() throws IOException {
        Map<String, JsonNode> stops = new HashMap<>();
        service.list("/api/v1/stops").forEach(stop -> stops.put(text(stop, "id"), stop));
        for (JsonNode bay : service.list("/api/v1/bays?limit=200")) {
            JsonNode stop = stops.get(text(bay, "stopId"));
            if (stop == null) {
                throw new IllegalStateException("the service's bay " + bay + " belongs to a stop it does not list");
            }
            boolean open = false;
            for (JsonNode loop : stop.path("loops")) {
                open |= loop.asText().equals("OUTER");
            }
            bays.add(new Bay(text(stop, "code") + "/" + text(bay, "code"), point(bay), open));
        }
    }

    private void keep(JsonNode device) {
        secrets.put(device.path("deviceId").asText(), device.path("secret").asText());
    }

    private static CarCard car(JsonNode device) {
        return new CarCard(
                text(device, "deviceId"),
                text(device, "vin"),
                text(device, "plate"),
                new Register(
                        text(device, "modelCode"),
                        number(device, "batteryWh"),
                        number(device, "whPerKm"),
                        number(device, "maxDcW"),
                        number(device, "maxAcW")),
                point(device),
                Math.max(0, Math.min(100, number(device, "socPercent"))),
                (long) number(device, "odoM"),
                "inner".equals(text(device, "loop")),
                "OPERATOR".equals(text(device, "calendar")),
                device.path("operator").isTextual() ? text(device, "operator") : null);
    }

    private static Pile.Card pile(JsonNode device) {
        List<Pile.Card.Bay> bays = new ArrayList<>();
        for (JsonNode bay : device.path("bays")) {
            bays.add(new Pile.Card.Bay(bay.path("connector").asInt(), point(bay)));
        }
        for (int connector = bays.size() + 1;
                connector <= device.path("connectors").asInt(1);
                connector++) {
            bays.add(new Pile.Card.Bay(connector, point(device)));
        }
        return new Pile.Card(text(device, "deviceId"), number(device, "powerW"), bays);
    }

    private static GeoPoint point(JsonNode node) {
        return new GeoPoint(number(node, "lon"), number(node, "lat"));
    }

    private static String text(JsonNode node, String field) {
        if (!node.path(field).isTextual()) {
            throw new IllegalStateException("the service's device " + node + " has no text " + field);
        }
        return node.path(field).asText();
    }

    private static double number(JsonNode node, String field) {
        if (!node.path(field).isNumber()) {
            throw new IllegalStateException("the service's device " + node + " has no number " + field);
        }
        return node.path(field).asDouble();
    }

    public List<CarCard> cars() {
        return cars;
    }

    public List<Pile.Card> piles() {
        return piles;
    }

    public List<Bay> bays() {
        return bays;
    }

    @Override
    public String secret(String deviceId) {
        return secrets.getOrDefault(deviceId, "");
    }

    @Override
    public Future<Void> renew(String deviceId, String refusedSecret) {
        if (!secret(deviceId).equals(refusedSecret)) {
            return Future.succeededFuture();
        }
        boolean pile = deviceId.startsWith("P");
        String kind = pile ? "PILE" : "TERMINAL";
        renewals.values().removeIf(Renewal::old);
        long alone = renewals.keySet().stream()
                .filter(id -> id.startsWith("P") == pile)
                .count();
        String key = alone >= ALONE_MAX ? kind : deviceId;
        Renewal running = renewals.containsKey(kind) ? renewals.get(kind) : renewals.get(key);
        if (running != null) {
            return running.done;
        }
        Future<Void> done = vertx.<List<JsonNode>>executeBlocking(
                        () -> key.equals(kind) ? service.provision(kind) : List.of(service.claim(deviceId)))
                .onFailure(e -> System.err.println("no new credential for " + key + ": " + e.getMessage()))
                .map(devices -> {
                    devices.forEach(this::keep);
                    return null;
                });
        renewals.put(key, new Renewal(System.currentTimeMillis(), done));
        return done;
    }
}
