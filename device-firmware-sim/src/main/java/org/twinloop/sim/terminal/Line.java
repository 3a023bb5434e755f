package org.twinloop.sim.terminal;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.MqttConnectionException;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One MQTT 3.1.1 connection of a device, dialled again whenever it is lost.
 *
 * <pre>
 * idle -> queued -> dialling -> up -> lost -> (backoff with jitter) -> queued
 *                      \-> refused -> (new secret) -> queued
 * </pre>
 */
public final class Line implements Uplink {
    private static final long BACKOFF_MIN_MS = 250;
    private static final long BACKOFF_MAX_MS = 15_000;
    private static final long DIAL_MAX_MS = 20_000;
    private static final long SILENCE_MAX_MS = 30_000;
    private static final int KEEP_ALIVE_S = 30;

    private final Exchange exchange;
    private final String deviceId;
    private final Consumer<Command> orders;
    private final Outbox outbox = new Outbox();
    private Call call;
    private MqttClient abandoned;
    private boolean over;
    private boolean waitingToDial;
    private int failures;
    private long cutUntilMs;
    private long lastFlushMs;
    private boolean flushPlanned;
    private long unreadable;

    /** One connection, from dialling to its end. What a past call still says is not listened to. */
    private final class Call {
        private final MqttClient client;
        private final String secret;
        private final long dialledMs = System.currentTimeMillis();
        private final Map<Integer, Outbox.Batch> underWay = new HashMap<>();
        private final Set<Integer> earlyAcks = new HashSet<>();
        private boolean holdsDialSlot = true;
        private boolean up;
        private long heardMs = dialledMs;

        private Call(String secret) {
            this.secret = secret;
            MqttClientOptions options = new MqttClientOptions()
                    .setClientId(deviceId)
                    .setUsername(deviceId)
                    .setPassword(secret)
                    .setCleanSession(true)
                    .setKeepAliveInterval(KEEP_ALIVE_S)
                    .setAutoKeepAlive(false)
                    .setMaxInflightQueue(2 * Outbox.WINDOW);
            options.setConnectTimeout((int) DIAL_MAX_MS / 2);
            if (exchange.authority() != null) {
                options.setSsl(true);
                options.setHostnameVerificationAlgorithm("HTTPS");
                options.setTrustOptions(
                        new PemTrustOptions().addCertPath(exchange.authority().toString()));
            }
            this.client = MqttClient.create(exchange.vertx(), options);
        }

        private void releaseDialSlot() {
            if (holdsDialSlot) {
                holdsDialSlot = false;
                exchange.dialled();
            }
        }
    }

    Line(Exchange exchange, String deviceId, Consumer<Command> orders) {
        this.exchange = exchange;
        this.deviceId = deviceId;
        this.orders = orders;
    }

    public void open() {
        if (!over && !waitingToDial && call == null) {
            waitingToDial = true;
            exchange.queueToDial(this);
        }
    }

    /** The line goes down and is not dialled again. */
    void hangUp() {
        over = true;
        if (call != null) {
            lost(call);
        }
    }

    public String deviceId() {
        return deviceId;
    }

    Outbox outbox() {
        return outbox;
    }

    boolean up() {
        return call != null && call.up;
    }

    @Override
    public void send(Parcel parcel) {
        outbox.add(parcel);
        if (up()) {
            flushSoon(parcel.urgent());
        }
    }

    @Override
    public long dropped() {
        return outbox.dropped();
    }

    @Override
    public int unsent() {
        return outbox.unsent();
    }

    /** Messages from the service that could not be read as a command. */
    public long unreadable() {
        return unreadable;
    }

    /** The network is gone for some real seconds: nothing is sent, nothing is heard, nobody says goodbye. */
    public void cut(double seconds) {
        cutUntilMs = System.currentTimeMillis() + Math.round(seconds * 1000);
        if (call != null) {
            abandoned = call.client;
            lost(call);
        }
    }

    void dial() {
        waitingToDial = false;
        String secret = exchange.credentials().secret(deviceId);
        Call dialling = new Call(secret);
        call = dialling;
        MqttClient client = dialling.client;
        client.publishHandler(message -> received(dialling, message));
        client.publishCompletionHandler(id -> acknowledged(dialling, id));
        client.pingResponseHandler(pong -> dialling.heardMs = System.currentTimeMillis());
        client.closeHandler(closed -> lost(dialling));
        client.exceptionHandler(failure -> lost(dialling));
        client.connect(exchange.port(), exchange.host()).onComplete(connected -> {
            dialling.releaseDialSlot();
            if (call != dialling) {
                quietly(client);
            } else if (connected.succeeded()) {
                connected(dialling);
            } else {
                refused(dialling, connected.cause());
            }
        });
    }

    private void connected(Call now) {
        now.up = true;
        failures = 0;
        now.heardMs = System.currentTimeMillis();
        exchange.countDialled();
        if (abandoned != null) {
            quietly(abandoned);
            abandoned = null;
        }
        now.client.subscribe("tl/v1/" + deviceId + "/down/#", MqttQoS.AT_LEAST_ONCE.value());
        flush();
    }

    private void refused(Call then, Throwable cause) {
        call = null;
        boolean badSecret = cause instanceof MqttConnectionException
                && (((MqttConnectionException) cause).code()
                                == MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD
                        || ((MqttConnectionException) cause).code()
                                == MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED);
        if (badSecret) {
            exchange.credentials().renew(deviceId, then.secret).onComplete(renewed -> redial());
        } else {
            redial();
        }
    }

    private void lost(Call gone) {
        if (call != gone) {
            return;
        }
        call = null;
        gone.up = false;
        gone.releaseDialSlot();
        outbox.returnUnderWay();
        if (gone.client != abandoned) {
            quietly(gone.client);
        }
        redial();
    }

    private void redial() {
        if (over) {
            return;
        }
        long backoffMs = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS << Math.min(6, failures++));
        long cutMs = Math.max(0, cutUntilMs - System.currentTimeMillis());
        exchange.vertx().setTimer(cutMs + exchange.jittered(backoffMs), timer -> open());
    }

    private static void quietly(MqttClient client) {
        if (client.isConnected()) {
            client.disconnect();
        }
    }

    private void flushSoon(boolean urgent) {
        long waitMs = urgent ? 0 : lastFlushMs + exchange.lingerMs() - System.currentTimeMillis();
        if (waitMs <= 0) {
            flush();
        } else if (!flushPlanned) {
            flushPlanned = true;
            exchange.vertx().setTimer(waitMs, timer -> {
                flushPlanned = false;
                flush();
            });
        }
    }

    private void flush() {
        lastFlushMs = System.currentTimeMillis();
        while (up() && call.client.isConnected()) {
            Outbox.Batch batch = outbox.next().orElse(null);
            if (batch == null) {
                return;
            }
            publish(call, batch);
        }
    }

    private void publish(Call on, Outbox.Batch batch) {
        String topic = "tl/v1/" + deviceId + "/up/" + batch.channel();
        if (on.underWay.isEmpty()) {
            on.heardMs = System.currentTimeMillis();
        }
        exchange.countPublished();
        on.client
                .publish(topic, Buffer.buffer(batch.payload()), MqttQoS.AT_LEAST_ONCE, false, false)
                .onSuccess(id -> {
                    on.underWay.put(id, batch);
                    if (on.earlyAcks.remove(id)) {
                        acknowledged(on, id);
                    }
                })
                .onFailure(failure -> lost(on));
    }

    private void acknowledged(Call on, int id) {
        if (call != on) {
            return;
        }
        on.heardMs = System.currentTimeMillis();
        Outbox.Batch batch = on.underWay.remove(id);
        if (batch == null) {
            on.earlyAcks.add(id);
            return;
        }
        outbox.acknowledged(batch);
        flush();
    }

    private void received(Call on, MqttPublishMessage message) {
        if (call != on || !message.topicName().endsWith("/down/command")) {
            return;
        }
        try {
            orders.accept(Command.of(Json.MAPPER.readTree(message.payload().getBytes())));
        } catch (IOException | IllegalArgumentException e) {
            unreadable++;
            System.err.println(deviceId + " cannot read a command: " + e.getMessage());
        }
    }

    /** Now and then: keeps an idle line alive and gives up one on which the service has fallen silent. */
    void care() {
        if (call == null) {
            return;
        }
        long nowMs = System.currentTimeMillis();
        if (!call.up && nowMs - call.dialledMs > DIAL_MAX_MS || call.up && nowMs - call.heardMs > SILENCE_MAX_MS) {
            Call silent = call;
            lost(silent);
            return;
        }
        if (call.up && call.client.isConnected() && nowMs - call.heardMs >= KEEP_ALIVE_S * 1000L / 3) {
            call.client.ping();
        }
    }
}
