package org.twinloop.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.device.TestCars.TestCar;

/** A client library of others, in both versions of the protocol, gets along with the service. */
@QuarkusTest
class HiveMqClientTest {

    private static final int REPORTS = 500;
    private static final String STORED = "select count(*) from telematics.report where vehicle_no = $1";

    @Inject
    TestCars cars;

    private TestCar car;

    @BeforeEach
    void a_car_with_a_terminal() {
        car = cars.add();
    }

    @Test
    void five_hundred_reports_of_a_3_1_1_client_are_acknowledged_and_stored() throws Exception {
        Mqtt3AsyncClient client = Mqtt3Client.builder()
                .identifier(car.deviceId())
                .serverHost("127.0.0.1")
                .serverPort(cars.port())
                .simpleAuth()
                .username(car.deviceId())
                .password(secret(car.secret()))
                .applySimpleAuth()
                .buildAsync();
        client.connect().get(90, TimeUnit.SECONDS);
        Instant now = cars.now();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int seq = 1; seq <= REPORTS; seq++) {
            all.add(client.publishWith()
                    .topic(car.up("report"))
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(cars.report(seq, now.plusMillis(seq)).getBytes(StandardCharsets.UTF_8))
                    .send());
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(180, TimeUnit.SECONDS);
        assertEquals(REPORTS, cars.count(STORED, car.vehicleNo()));
        client.disconnect().get(90, TimeUnit.SECONDS);
    }

    @Test
    void a_5_client_is_told_the_limits_and_keeps_to_them() throws Exception {
        Mqtt5AsyncClient client = client5(car.secret());
        Mqtt5ConnAck ack = client.connect().get(90, TimeUnit.SECONDS);
        assertEquals(256, ack.getRestrictions().getReceiveMaximum());
        assertEquals(MqttQos.AT_LEAST_ONCE, ack.getRestrictions().getMaximumQos());
        assertEquals(131_072, ack.getRestrictions().getMaximumPacketSize());
        Instant now = cars.now();
        List<CompletableFuture<Mqtt5PublishResult>> all = new ArrayList<>();
        for (int seq = 1; seq <= REPORTS; seq++) {
            String payload = seq == 250 ? "unreadable" : cars.report(seq, now.plusMillis(seq));
            all.add(client.publishWith()
                    .topic(car.up("report"))
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(payload.getBytes(StandardCharsets.UTF_8))
                    .send());
        }
        CompletableFuture<Mqtt5PublishResult> unreadable = all.remove(249);
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(180, TimeUnit.SECONDS);
        ExecutionException refused = assertThrows(ExecutionException.class, () -> unreadable.get(90, TimeUnit.SECONDS));
        assertEquals(
                Mqtt5PubAckReasonCode.PAYLOAD_FORMAT_INVALID,
                ((Mqtt5PubAckException) refused.getCause()).getMqttMessage().getReasonCode());
        assertEquals(REPORTS - 1, cars.count(STORED, car.vehicleNo()));
        client.disconnect().get(90, TimeUnit.SECONDS);
    }

    @Test
    void a_5_client_is_told_why_it_is_refused() {
        CompletionException failed = assertThrows(
                CompletionException.class, () -> client5("wrong").connect().join());
        assertTrue(failed.getCause() instanceof Mqtt5ConnAckException);
        assertEquals(
                Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD,
                ((Mqtt5ConnAckException) failed.getCause()).getMqttMessage().getReasonCode());
    }

    private Mqtt5AsyncClient client5(String secret) {
        return Mqtt5Client.builder()
                .identifier(car.deviceId())
                .serverHost("127.0.0.1")
                .serverPort(cars.port())
                .simpleAuth()
                .username(car.deviceId())
                .password(secret(secret))
                .applySimpleAuth()
                .buildAsync();
    }

    private static byte[] secret(String secret) {
        return secret.getBytes(StandardCharsets.UTF_8);
    }
}
