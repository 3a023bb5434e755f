package org.twinloop.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.twinloop.sim.terminal.Json;

/** The service's public face, small, over real HTTP and real MQTT, keeping all it is told. */
final class FakeService implements AutoCloseable {
    private static final long PATIENCE_S = 90;
    private static final String NOTHING = "{\"items\":[]}";

    private final Vertx vertx = Vertx.vertx();
    private final double speed;
    private final Instant realOrigin = Instant.now();
    private final Instant cityOrigin;
    private final List<ObjectNode> terminals = new ArrayList<>();
    private final List<ObjectNode> piles = new ArrayList<>();
    private final Map<String, String> secrets = new HashMap<>();
    private final Map<String, String> claims = new HashMap<>();
    private final Set<String> tokens = new HashSet<>();
    private final Map<String, MqttEndpoint> endpoints = new HashMap<>();
    private final List<Message> messages = new ArrayList<>();
    private final Map<String, String> lists =
            new HashMap<>(Map.of("/api/v1/stops", NOTHING, "/api/v1/bays?limit=200", NOTHING));
    private String operatorCode;
    private HttpServer http;
    private MqttServer mqtt;
    private int mqttPort;
    private boolean acknowledging = true;
    private int overQuotaEvery = Integer.MAX_VALUE;
    private int published;
    private int issued;
    private final Map<String, String> registered = new HashMap<>();
    private int connects;

    /** What a device said, one JSON object each. */
    record Message(String deviceId, String channel, JsonNode json) {
        String text(String field) {
            return json.path(field).asText();
        }
    }

    FakeService(double speed, Instant cityOrigin) {
        this.speed = speed;
        this.cityOrigin = cityOrigin;
    }

    FakeService terminal(String id, String vin, double lon, double lat, double soc) {
        ObjectNode device = Json.MAPPER.createObjectNode();
        device.put("deviceId", id).put("vin", vin).put("plate", "沪A" + id).put("model", "Roewe Ei5");
        device.put("modelCode", "ROEWE-EI5")
                .put("whPerKm", 135)
                .put("maxDcW", 50_000)
                .put("maxAcW", 7_000);
        device.put("batteryWh", 52_500).put("lon", lon).put("lat", lat).put("socPercent", soc);
        device.put("odoM", 1_000_000)
                .put("loop", "inner")
                .put("calendar", "OURS")
                .putNull("operator");
        terminals.add(device);
        return this;
    }

    FakeService pile(String id, double lon, double lat, int powerW) {
        ObjectNode device = Json.MAPPER.createObjectNode();
        device.put("deviceId", id)
                .put("connectors", 1)
                .put("powerW", powerW)
                .put("lon", lon)
                .put("lat", lat);
        device.put("stop", "S1").put("operator", "CHA");
        device.putArray("bays").addObject().put("connector", 1).put("lon", lon).put("lat", lat);
        piles.add(device);
        return this;
    }

    /** Whoever signs in belongs to this operator. */
    void operator(String code) {
        operatorCode = code;
    }

    /** Answers GET {@code path} with this document, to whoever is signed in. */
    FakeService list(String path, String json) {
        lists.put(path, json);
        return this;
    }

    FakeService start() throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false));
        router.get("/q/health/ready").handler(context -> context.response().end("{}"));
        router.get("/api/v1/system").handler(this::system);
        router.post("/api/v1/auth/login").handler(this::login);
        router.post("/api/v1/devices/provision").handler(this::provision);
        router.post("/api/v1/devices/claims").handler(this::claim);
        router.post("/api/v1/devices/:id/claim-code").handler(this::claimCode);
        router.get("/api/v1/devices/offline-keys")
                .handler(context -> context.response().end(NOTHING));
        router.put("/api/v1/partner/gb32960/terminals/:vin").handler(this::register);
        router.get("/api/v1/partner/*").handler(this::listed);
        router.get("/api/v1/stops").handler(this::listed);
        router.get("/api/v1/bays").handler(this::listed);
        http = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        startMqtt(0);
        return this;
    }

    private static <T> T await(io.vertx.core.Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
    }

    private void startMqtt(int port) throws Exception {
        MqttServerOptions options =
                new MqttServerOptions().setHost("127.0.0.1").setPort(port).setMaxMessageSize(262_144);
        mqtt = await(
                MqttServer.create(vertx, options).endpointHandler(this::connect).listen());
        mqttPort = mqtt.actualPort();
    }

    /** The MQTT side goes away and comes back, knowing no secret it had issued and no token. */
    void restartForgetful() throws Exception {
        await(mqtt.close());
        synchronized (this) {
            secrets.clear();
            tokens.clear();
            endpoints.clear();
        }
        startMqtt(mqttPort);
    }

    URI api() {
        return URI.create("http://127.0.0.1:" + http.actualPort());
    }

    String mqtt() {
        return "127.0.0.1:" + mqttPort;
    }

    /** A city around this service, not yet started, that shows its callers the token {@code shared}. */
    City city(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "--api",
                api().toString(),
                "--mqtt",
                "127.0.0.1:" + mqttPort,
                "--http-port",
                "0",
                "--partner-token",
                "shared",
                "--quiet"));
        args.addAll(List.of(more));
        return new City(CityOptions.of(new Arguments(CityOptions.OPTIONS, args.toArray(String[]::new))));
    }

    long cityMs() {
        return cityOrigin.toEpochMilli() + Math.round((System.currentTimeMillis() - realOrigin.toEpochMilli()) * speed);
    }

    private void system(RoutingContext context) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("clockRealOrigin", realOrigin.toString()).put("clockCityOrigin", cityOrigin.toString());
        body.put("clockSpeed", speed);
        context.response().putHeader("content-type", "application/json").end(body.toString());
    }

    private synchronized void login(RoutingContext context) {
        String token = "token-" + tokens.size() + "-" + System.nanoTime();
        boolean known = context.body().asJsonObject().getString("password").equals("twinloop-demo");
        if (known) {
            tokens.add(token);
        }
        context.response().setStatusCode(known ? 200 : 401).end(known ? answer(token) : "{\"title\":\"wrong\"}");
    }

    private String answer(String token) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("accessToken", token);
        body.putObject("person").put("operatorCode", operatorCode);
        return body.toString();
    }

    private synchronized boolean signedIn(RoutingContext context) {
        String header = String.valueOf(context.request().getHeader("Authorization"));
        boolean known = header.startsWith("Bearer ") && tokens.contains(header.substring(7));
        if (!known) {
            context.response().setStatusCode(401).end("{\"title\":\"sign in\"}");
        }
        return known;
    }

    private synchronized void provision(RoutingContext context) {
        if (!signedIn(context)) {
            return;
        }
        var body = context.body().asJsonObject();
        String after = body.getString("after") == null ? "" : body.getString("after");
        ObjectNode page = Json.MAPPER.createObjectNode();
        ArrayNode devices = page.putArray("devices");
        for (ObjectNode device : body.getString("kind").equals("PILE") ? piles : terminals) {
            String id = device.get("deviceId").asText();
            if (id.compareTo(after) > 0 && devices.size() < body.getInteger("limit")) {
                secrets.put(id, "secret-" + id + "-" + issued++);
                devices.add(device.deepCopy().put("secret", secrets.get(id)));
            }
        }
        page.putNull("next");
        context.response().end(page.toString());
    }

    private synchronized void register(RoutingContext context) {
        if (signedIn(context)) {
            registered.put(context.pathParam("vin"), context.body().asString());
            context.response().end("{}");
        }
    }

    /** Registrations for GB/T 32960 by VIN, as they were asked for. */
    synchronized Map<String, String> registered() {
        return Map.copyOf(registered);
    }

    private synchronized void claimCode(RoutingContext context) {
        if (signedIn(context)) {
            ObjectNode body = Json.MAPPER.createObjectNode().put("code", "code-" + issued++);
            claims.put(body.get("code").asText(), context.pathParam("id"));
            context.response().end(body.toString());
        }
    }

    private synchronized void claim(RoutingContext context) {
        String id = claims.remove(context.body().asJsonObject().getString("code"));
        if (id == null) {
            context.response().setStatusCode(403).end("{\"title\":\"claim refused\"}");
            return;
        }
        secrets.put(id, "secret-" + id + "-" + issued++);
        context.response()
                .end(Json.MAPPER
                        .createObjectNode()
                        .put("deviceId", id)
                        .put("secret", secrets.get(id))
                        .toString());
    }

    private void listed(RoutingContext context) {
        if (signedIn(context)) {
            String document = lists.get(context.request().uri());
            context.response().setStatusCode(document == null ? 404 : 200).end(document == null ? "{}" : document);
        }
    }

    private synchronized void connect(MqttEndpoint endpoint) {
        String id = endpoint.clientIdentifier();
        if (endpoint.auth() == null || !endpoint.auth().getPassword().equals(secrets.get(id))) {
            endpoint.reject(MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD);
            return;
        }
        MqttEndpoint old = endpoints.put(id, endpoint);
        endpoint.subscribeHandler(s -> endpoint.subscribeAcknowledge(s.messageId(), List.of(MqttQoS.AT_LEAST_ONCE)));
        endpoint.publishHandler(message -> published(endpoint, message));
        endpoint.exceptionHandler(failure -> endpoint.close());
        endpoint.accept(false);
        if (old != null && old.isConnected()) {
            old.close();
        }
        connects++;
        notifyAll();
    }

    private synchronized void published(MqttEndpoint endpoint, MqttPublishMessage message) {
        String[] topic = message.topicName().split("/");
        if (++published % overQuotaEvery == 0) {
            endpoint.disconnect(MqttDisconnectReasonCode.QUOTA_EXCEEDED, MqttProperties.NO_PROPERTIES);
            return;
        }
        try {
            JsonNode json = Json.MAPPER.readTree(message.payload().getBytes());
            if (acknowledging) {
                Iterable<JsonNode> objects = json.isArray() ? json : List.of(json);
                objects.forEach(each -> messages.add(new Message(topic[2], topic[4], each)));
                endpoint.publishAcknowledge(message.messageId());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        notifyAll();
    }

    /** While off, messages are neither kept nor acknowledged. */
    synchronized void acknowledging(boolean on) {
        acknowledging = on;
    }

    /** Every so many messages one is not taken: its connection is closed as over quota. */
    synchronized FakeService overQuotaEvery(int messages) {
        overQuotaEvery = messages;
        return this;
    }

    /** Publishes outside our lock: the connection has one of its own, which it holds when it calls us. */
    void command(String deviceId, ObjectNode command) {
        endpoint(deviceId)
                .publish(
                        "tl/v1/" + deviceId + "/down/command",
                        Buffer.buffer(command.toString()),
                        MqttQoS.AT_LEAST_ONCE,
                        false,
                        false);
    }

    private synchronized MqttEndpoint endpoint(String deviceId) {
        return endpoints.get(deviceId);
    }

    synchronized List<Message> messages(String deviceId, String channel) {
        return messages.stream()
                .filter(m -> m.deviceId().equals(deviceId) && m.channel().equals(channel))
                .toList();
    }

    synchronized int connects() {
        return connects;
    }

    synchronized void awaitConnects(int count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (connects < count) {
            waitUntil(deadline, "connect number " + count);
        }
    }

    /** The first message that fits, waited for. */
    synchronized Message await(String deviceId, String channel, String what, Predicate<Message> fits)
            throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (true) {
            for (Message message : messages(deviceId, channel)) {
                if (fits.test(message)) {
                    return message;
                }
            }
            waitUntil(deadline, what);
        }
    }

    private void waitUntil(long deadline, String what) throws InterruptedException {
        long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (leftMs <= 0) {
            throw new AssertionError("waited " + PATIENCE_S + " s in vain for: " + what);
        }
        wait(leftMs);
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE_S, TimeUnit.SECONDS)
                .join();
    }
}
