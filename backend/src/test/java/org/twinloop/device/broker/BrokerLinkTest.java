package org.twinloop.device.broker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a broker is told when this service connects, and one that does not keep to it. */
class BrokerLinkTest {

    private static final int PATIENCE_S = 90;

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<MqttEndpoint> connections = new LinkedBlockingQueue<>();
    private final AtomicBoolean first = new AtomicBoolean(true);

    @AfterEach
    void nothing_is_left_running() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
    }

    @Test
    void the_broker_is_told_how_much_may_wait_and_how_large_a_packet_may_be() throws Exception {
        BrokerSettings settings = brokerThat(endpoint -> endpoint.accept(false), Map.of());
        BrokerLink link = link(settings);
        link.connect();
        MqttProperties properties = connection().connectProperties();
        link.close();

        assertEquals(settings.config().receiveMaximum(), value(properties, MqttPropertyType.RECEIVE_MAXIMUM));
        assertEquals(settings.packetBytesMax(), value(properties, MqttPropertyType.MAXIMUM_PACKET_SIZE));
    }

    @Test
    void a_broker_that_hands_over_more_than_it_may_is_allowed_more() throws Exception {
        BrokerSettings settings = brokerThat(this::handsOverFive, Map.of("receive-maximum", "2"));
        BrokerLink link = link(settings);
        link.connect();
        for (int expected : List.of(2, 4, 8)) {
            assertEquals(expected, value(connection().connectProperties(), MqttPropertyType.RECEIVE_MAXIMUM));
        }
        await().atMost(Duration.ofSeconds(PATIENCE_S)).until(link::isUp);
        link.close();
    }

    /** What an earlier connection has not acknowledged comes again under its mark. */
    private void handsOverFive(MqttEndpoint endpoint) {
        boolean again = !first.getAndSet(false);
        endpoint.subscribeHandler(asked -> {
            endpoint.subscribeAcknowledge(asked.messageId(), List.of(MqttQoS.AT_LEAST_ONCE));
            for (int i = 0; i < 5; i++) {
                endpoint.publish("tl/v1/T1/up/report", Buffer.buffer("{}"), MqttQoS.AT_LEAST_ONCE, again, false);
            }
        });
        endpoint.accept(false);
    }

    private MqttEndpoint connection() throws InterruptedException {
        return connections.poll(PATIENCE_S, TimeUnit.SECONDS);
    }

    /** Nothing it receives is acknowledged. */
    private static BrokerLink link(BrokerSettings settings) {
        return new BrokerLink(settings, 1, new BrokerMeters(new SimpleMeterRegistry()), (from, message) -> {});
    }

    /** The settings for a broker of this test. */
    private BrokerSettings brokerThat(Consumer<MqttEndpoint> behaviour, Map<String, String> settings) throws Exception {
        MqttServer broker = MqttServer.create(
                        vertx, new MqttServerOptions().setHost("127.0.0.1").setPort(0))
                .endpointHandler(endpoint -> {
                    connections.add(endpoint);
                    behaviour.accept(endpoint);
                })
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_S, TimeUnit.SECONDS);
        Map<String, String> all = new HashMap<>(settings);
        all.put("urls", "mqtt://127.0.0.1:" + broker.actualPort());
        return BrokerSettingsTest.settings(all);
    }

    private static Object value(MqttProperties properties, MqttPropertyType type) {
        return properties.getProperty(type.value()).value();
    }
}
