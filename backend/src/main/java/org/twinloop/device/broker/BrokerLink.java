package org.twinloop.device.broker;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;
import org.twinloop.common.Trouble;

/**
 * One session with the broker, for as long as this instance serves it. The connection may break and come back; the
 * session, with what was handed over and not acknowledged, stays with the broker.
 *
 * <pre>
 *   open ──▶ connecting ⇄ up ──▶ closed (by us: another instance serves the session, or we stop)
 * </pre>
 */
final class BrokerLink {

    private static final Logger LOG = Logger.getLogger(BrokerLink.class);
    private static final int KEEP_ALIVE_S = 15;
    private static final int DOUBLINGS_MAX = 20;

    private final BrokerSettings settings;
    private final int slot;
    private final BrokerMeters meters;
    private final Mqtt5AsyncClient client;
    private final Trouble trouble;
    private volatile boolean open = true;
    private volatile boolean up;
    /** What the broker may hand over unacknowledged; wider once it has handed over more. */
    private volatile int window;

    BrokerLink(
            BrokerSettings settings, int slot, BrokerMeters meters, BiConsumer<BrokerLink, Mqtt5Publish> whenReceived) {
        this.settings = settings;
        this.slot = slot;
        this.meters = meters;
        window = settings.config().receiveMaximum();
        trouble = new Trouble(LOG, "connections to the broker as " + settings.clientId(slot));
        Mqtt5ClientBuilder builder = Mqtt5Client.builder()
                .identifier(settings.clientId(slot))
                .transportConfig(settings.nodes().get(slot % settings.nodes().size()))
                .addConnectedListener(connected -> subscribe())
                .addDisconnectedListener(this::lost);
        settings.config()
                .username()
                .ifPresent(name -> builder.simpleAuth()
                        .username(name)
                        .password(settings.config().password().orElse("").getBytes(StandardCharsets.UTF_8))
                        .applySimpleAuth());
        client = builder.buildAsync();
        client.publishes(MqttGlobalPublishFilter.ALL, message -> whenReceived.accept(this, message), true);
    }

    void connect() {
        client.connect(asking()).whenComplete((ack, failed) -> {
            if (failed != null) {
                LOG.debugf("the first connection of slot %d was given up: %s", slot, failed.getMessage());
            }
        });
    }

    private Mqtt5Connect asking() {
        return Mqtt5Connect.builder()
                .cleanStart(false)
                .sessionExpiryInterval(settings.config().sessionKept().toSeconds())
                .keepAlive(KEEP_ALIVE_S)
                .restrictions()
                .receiveMaximum(window)
                .maximumPacketSize(settings.packetBytesMax())
                .applyRestrictions()
                .build();
    }

    /** Leaves the session to whoever serves it next; what is not acknowledged goes there. */
    CompletableFuture<Void> close() {
        open = false;
        up = false;
        return client.disconnect();
    }

    /** False once the session is another's: there is nobody left to acknowledge to. */
    boolean isOpen() {
        return open;
    }

    /** Connected and subscribed. */
    boolean isUp() {
        return up;
    }

    int slot() {
        return slot;
    }

    /**
     * Publishes with QoS 1.
     *
     * @param within after that the broker need not deliver it any more
     * @return false when the broker has taken it and nobody had subscribed
     */
    CompletableFuture<Boolean> publish(String topic, byte[] payload, Duration within) {
        return client.publishWith()
                .topic(topic)
                .payload(payload)
                .qos(MqttQos.AT_LEAST_ONCE)
                .messageExpiryInterval(Math.max(1, within.toSeconds()))
                .send()
                .thenApply(BrokerLink::reachesSomebody);
    }

    private static boolean reachesSomebody(Mqtt5PublishResult result) {
        return !(result instanceof Mqtt5PublishResult.Mqtt5Qos1Result taken
                && taken.getPubAck().getReasonCode() == Mqtt5PubAckReasonCode.NO_MATCHING_SUBSCRIBERS);
    }

    /** A connection that was under way when the session went to another is ended at once. */
    private void subscribe() {
        if (!open) {
            client.disconnect();
            return;
        }
        client.subscribeWith()
                .topicFilter(settings.filter())
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .whenComplete((ack, failed) -> {
                    if (failed == null) {
                        up = open;
                        meters.connected();
                        trouble.over();
                    } else if (open) {
                        trouble.met("the broker refuses " + settings.filter() + ": " + failed.getMessage());
                        refused();
                    }
                });
    }

    /** Not to stay connected without a subscription: to be tried again like a broken connection. */
    private void refused() {
        client.disconnect().whenComplete((done, failed) -> {
            meters.failed();
            if (open) {
                reconnectLater();
            }
        });
    }

    private void reconnectLater() {
        CompletableFuture.delayedExecutor(settings.config().restMax().toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    if (open) {
                        connect();
                    }
                });
    }

    private void lost(MqttClientDisconnectedContext lost) {
        Mqtt5ClientDisconnectedContext context = (Mqtt5ClientDisconnectedContext) lost;
        if (up) {
            meters.lost();
        } else if (open) {
            meters.failed();
        }
        up = false;
        if (!open || context.getSource() == MqttDisconnectSource.USER) {
            return;
        }
        trouble.met(String.valueOf(context.getCause().getMessage()));
        if (is(context.getCause(), Mqtt5DisconnectReasonCode.RECEIVE_MAXIMUM_EXCEEDED)) {
            widen();
        }
        int attempts = Math.min(context.getReconnector().getAttempts(), DOUBLINGS_MAX);
        // Who took the session over serves it, unless the table of slots says otherwise at the next look.
        long rest = is(context.getCause(), Mqtt5DisconnectReasonCode.SESSION_TAKEN_OVER)
                ? settings.config().slotLease().toMillis()
                : Math.min(
                        settings.config().restMax().toMillis(),
                        settings.config().restMin().toMillis() << attempts);
        context.getReconnector()
                .reconnect(true)
                .connect(asking())
                .delay(rest, TimeUnit.MILLISECONDS)
                .resubscribeIfSessionExpired(false)
                .transportConfig(settings.nodes()
                        .get((slot + attempts + 1) % settings.nodes().size()));
    }

    /**
     * A broker that has handed over more than it was allowed hands all of that over again to each new connection, which
     * would be ended for it each time: nothing of the session would ever be acknowledged.
     */
    private void widen() {
        window = Math.min(BrokerSettings.WINDOW_MAX, 2 * window);
        LOG.warnf(
                "the broker hands %s more unacknowledged messages than it was told to (MQTT 5, 4.9; mosquitto 2.0.11"
                        + " does so under load): %d are accepted from now on",
                settings.clientId(slot), window);
    }

    private static boolean is(Throwable cause, Mqtt5DisconnectReasonCode reason) {
        return cause instanceof Mqtt5DisconnectException told
                && told.getMqttMessage().getReasonCode() == reason;
    }
}
