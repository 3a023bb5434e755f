package org.twinloop.device.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a broker is told when this service connects. */
class BrokerLinkTest {

    private static final int PATIENCE_S = 90;

    @Test
    void the_broker_is_told_how_much_may_wait_and_how_large_a_packet_may_be() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            CompletableFuture<MqttProperties> told = new CompletableFuture<>();
            MqttServer broker = MqttServer.create(
                            vertx, new MqttServerOptions().setHost("127.0.0.1").setPort(0))
                    .endpointHandler(endpoint -> {
                        told.complete(endpoint.connectProperties());
                        endpoint.accept(false);
                    })
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_S, TimeUnit.SECONDS);
            BrokerSettings settings =
                    BrokerSettingsTest.settings(Map.of("urls", "mqtt://127.0.0.1:" + broker.actualPort()));
            BrokerLink link = new BrokerLink(
                    settings, 1, new BrokerMeters(new SimpleMeterRegistry()), (from, message) -> message.acknowledge());
            link.connect();
            MqttProperties properties = told.get(PATIENCE_S, TimeUnit.SECONDS);
            link.close();

            assertEquals(settings.config().receiveMaximum(), value(properties, MqttPropertyType.RECEIVE_MAXIMUM));
            assertEquals(settings.packetBytesMax(), value(properties, MqttPropertyType.MAXIMUM_PACKET_SIZE));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
        }
    }

    private static Object value(MqttProperties properties, MqttPropertyType type) {
        return properties.getProperty(type.value()).value();
    }
}
