package org.twinloop.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A message takes room until it is acknowledged, or decided when nobody is left to acknowledge to; and only once. */
class DeviceSessionTest {

    private static final String DEVICE = "T1";
    private static final int MESSAGE_BYTES = 512;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Uplink.Receipt> receipts = new ArrayList<>();
    private final List<CompletableFuture<Uplink.Verdict>> verdicts = new ArrayList<>();
    private final List<Integer> acknowledged = new ArrayList<>();
    private Handler<MqttPublishMessage> publishHandler;
    private DeviceSession session;
    private int packetId;
    private int version = 4;
    private final List<MqttDisconnectReasonCode> told = new ArrayList<>();

    /** Takes all at once and keeps the receipts; breaks at what begins with an exclamation mark. */
    private final class Quick implements UplinkHandler {
        @Override
        public String topicSuffix() {
            return "quick";
        }

        @Override
        public boolean pipelined() {
            return true;
        }

        @Override
        public boolean take(Uplink.Message message, Uplink.Receipt receipt) {
            if (message.payload()[0] == '!') {
                throw new IllegalArgumentException("a fault of the reader");
            }
            return receipts.add(receipt);
        }

        @Override
        public Uni<Uplink.Verdict> receive(Uplink.Message message) {
            throw new AssertionError("it was taken");
        }
    }

    /** One after the other. */
    private final class Slow implements UplinkHandler {
        @Override
        public String topicSuffix() {
            return "slow";
        }

        @Override
        public Uni<Uplink.Verdict> receive(Uplink.Message message) {
            CompletableFuture<Uplink.Verdict> verdict = new CompletableFuture<>();
            verdicts.add(verdict);
            return Uni.createFrom().completionStage(verdict);
        }
    }

    @BeforeEach
    void a_session() {
        Deliveries deliveries = DeliveriesTest.deliveries(1_000_000, List.of(new Quick(), new Slow()), meters);
        MqttEndpoint endpoint = (MqttEndpoint) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MqttEndpoint.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "publishHandler" -> publishHandler = handler(arguments[0]);
                        case "disconnect" -> told.add((MqttDisconnectReasonCode) arguments[0]);
                        case "publishAcknowledge" -> acknowledged.add((Integer) arguments[0]);
                        default -> {}
                    }
                    return switch (method.getName()) {
                        case "connectProperties" -> MqttProperties.NO_PROPERTIES;
                        case "protocolVersion" -> version;
                        case "isConnected" -> true;
                        default -> null;
                    };
                });
        Uplink.Sender sender = new Uplink.Sender(DEVICE, DeviceKind.TERMINAL, UUID.randomUUID(), null);
        onLoop(() -> {
            session = new DeviceSession(
                    endpoint,
                    loop,
                    new DeviceAuthentication.Admission(sender, 1),
                    deliveries,
                    DeliveriesTest.config(1_000_000));
            session.listen(listening -> {});
        });
    }

    @SuppressWarnings("unchecked")
    private static Handler<MqttPublishMessage> handler(Object given) {
        return (Handler<MqttPublishMessage>) given;
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void while_the_connection_stands_room_is_taken_until_the_acknowledgement_in_turn() {
        publish("quick", "1");
        publish("quick", "2");
        assertEquals(2, taken());
        receipts.get(1).decided(Uplink.Verdict.ACCEPTED);
        onLoop(() -> {});
        assertEquals(2, taken(), "the one before it is not decided");
        receipts.get(0).decided(Uplink.Verdict.ACCEPTED);
        awaitTaken(0);
        onLoop(() -> assertEquals(List.of(1, 2), acknowledged));
        onLoop(session::ended);
        assertEquals(0, taken());
    }

    @Test
    void what_is_under_way_when_the_connection_ends_takes_room_until_its_outcome() {
        for (int i = 0; i < 4; i++) {
            publish("quick", "x");
        }
        receipts.get(1).decided(Uplink.Verdict.ACCEPTED);
        onLoop(session::ended);
        assertEquals(3, taken(), "one was decided and waited for its turn only");
        receipts.get(0).decided(Uplink.Verdict.ACCEPTED);
        awaitTaken(2);
        receipts.get(2).failed(new IllegalStateException("the queue is full"));
        awaitTaken(1);
        // There is no database here, so it cannot be kept either.
        receipts.get(3).decided(Uplink.Verdict.quarantine("refused"));
        awaitTaken(0);
        receipts.forEach(receipt -> receipt.decided(Uplink.Verdict.ACCEPTED));
        onLoop(session::ended);
        assertEquals(0, taken(), "told twice, freed once");
        assertEquals(List.of(), acknowledged);
    }

    @Test
    void what_was_not_handed_on_takes_no_room_once_the_connection_has_ended() {
        publish("slow", "1");
        publish("slow", "2");
        publish("slow", "3");
        assertEquals(3, taken());
        onLoop(session::ended);
        assertEquals(1, taken(), "the first is under way");
        verdicts.get(0).complete(Uplink.Verdict.ACCEPTED);
        awaitTaken(0);
        assertEquals(1, verdicts.size());
    }

    @Test
    void a_full_queue_is_told_as_such_and_a_fault_as_one() {
        version = 5;
        publish("quick", "1");
        receipts.get(0).failed(new RejectedExecutionException("the queue of the reports is full"));
        onLoop(() -> {});
        assertEquals(List.of(MqttDisconnectReasonCode.QUOTA_EXCEEDED), told);
        a_session();
        publish("quick", "2");
        receipts.get(1).failed(new IllegalStateException("a fault"));
        onLoop(() -> {});
        assertEquals(
                List.of(MqttDisconnectReasonCode.QUOTA_EXCEEDED, MqttDisconnectReasonCode.UNSPECIFIED_ERROR), told);
    }

    @Test
    void a_reader_that_breaks_leaves_no_room_taken() {
        publish("quick", "!");
        onLoop(() -> {});
        onLoop(session::ended);
        assertEquals(0, taken());
    }

    private void publish(String suffix, String payload) {
        MqttPublishMessage message = MqttPublishMessage.create(
                ++packetId,
                MqttQoS.AT_LEAST_ONCE,
                false,
                false,
                "tl/v1/" + DEVICE + "/up/" + suffix,
                Unpooled.copiedBuffer(payload.getBytes()));
        onLoop(() -> publishHandler.handle(message));
    }

    /** Messages that take room; each has one byte. */
    private double taken() {
        return meters.get("twinloop.device.unacknowledged.bytes").gauge().value() / (MESSAGE_BYTES + 1);
    }

    private void awaitTaken(int messages) {
        Awaitility.await().atMost(PATIENCE).until(() -> taken() == messages);
    }

    private void onLoop(Runnable step) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.runOnContext(now -> {
            try {
                step.run();
                done.complete(null);
            } catch (RuntimeException | AssertionError failed) {
                done.completeExceptionally(failed);
            }
        });
        done.orTimeout(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                .join();
    }
}
