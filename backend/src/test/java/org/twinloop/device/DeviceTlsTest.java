package org.twinloop.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.twinloop.common.ServiceOpens;
import org.twinloop.common.SystemTime;
import org.twinloop.device.TestCars.TestCar;

/** A second door of the same service: over TLS, with client certificates, and with room for one connection only. */
@QuarkusTest
class DeviceTlsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Inject
    TestCars cars;

    @Inject
    Vertx vertx;

    @Inject
    DeviceConfig config;

    @Inject
    DeviceAuthentication authentication;

    @Inject
    SessionKeeper keeper;

    @Inject
    Deliveries deliveries;

    @Inject
    MeterRegistry meters;

    @TempDir
    Path folder;

    private TestCar car;
    private TestCertificates authority;
    private DeviceGateway door;

    @BeforeEach
    void a_door_with_a_certificate() throws Exception {
        cars.port();
        car = cars.add();
        authority = new TestCertificates("Twinloop test authority");
        Files.writeString(folder.resolve("ca.pem"), authority.pem());
        serverCertificate();
        door = open(Map.of());
    }

    @AfterEach
    void close() {
        door.shut();
    }

    private void serverCertificate() throws Exception {
        TestCertificates.Issued server = authority.issue("localhost");
        Files.writeString(folder.resolve("key.pem"), server.keyPem());
        Files.writeString(folder.resolve("server.pem"), server.certificatePem());
    }

    private DeviceGateway open(Map<String, Object> limits) {
        DeviceConfig.Tls tls = changed(
                DeviceConfig.Tls.class,
                config.tls(),
                Map.of(
                        "port",
                        0,
                        "certificateFile",
                        Optional.of(folder.resolve("server.pem")),
                        "keyFile",
                        Optional.of(folder.resolve("key.pem")),
                        "clientCaFile",
                        Optional.of(folder.resolve("ca.pem")),
                        "reloadInterval",
                        Duration.ofMillis(50)));
        Map<String, Object> answers = new HashMap<>(limits);
        answers.put("tls", tls);
        answers.put("port", 0);
        DeviceConfig other = changed(DeviceConfig.class, config, answers);
        DeviceGateway gateway = new DeviceGateway(vertx, other, authentication, keeper, deliveries, meters);
        gateway.open(new ServiceOpens());
        return gateway;
    }

    private static <T> T changed(Class<T> type, T original, Map<String, Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer = answers.get(method.getName());
                    return answer == null ? method.invoke(original, arguments) : answer;
                }));
    }

    @Test
    void a_certificate_in_the_devices_name_takes_the_place_of_its_secret() throws Exception {
        TestCertificates.Issued own = authority.issue(car.deviceId());
        try (RawMqtt terminal = dial(authority.client(own))) {
            assertEquals(0, terminal.connectWithoutSecret(car.deviceId()).u8(1));
            terminal.publish(1, car.up("report"), cars.report(1, cars.now()));
            assertEquals(0, terminal.expectAck(1));
            cars.act(() -> cars.devices().block(car.deviceId(), "lost", UUID.randomUUID()));
            assertEquals(0x98, terminal.expectClosed());
        }
        try (RawMqtt terminal = dial(authority.client(own))) {
            RawMqtt.Packet refusal = terminal.connectWithoutSecret(car.deviceId());
            assertEquals(0x8a, refusal.u8(1));
            assertTrue(told(refusal).contains("device " + car.deviceId() + " is blocked"), told(refusal));
        }
    }

    @Test
    void a_certificate_in_another_name_is_refused_in_words() throws Exception {
        TestCar other = cars.add();
        try (RawMqtt terminal = dial(authority.client(authority.issue(other.deviceId())))) {
            RawMqtt.Packet refusal = terminal.connectWithoutSecret(car.deviceId());
            assertEquals(0x87, refusal.u8(1));
            assertTrue(told(refusal).contains("common name of the client certificate"), told(refusal));
        }
    }

    @Test
    void without_a_certificate_the_secret_is_needed_and_is_enough() throws Exception {
        try (RawMqtt terminal = dial(authority.client(null))) {
            RawMqtt.Packet refusal = terminal.connectWithoutSecret(car.deviceId());
            assertEquals(0x86, refusal.u8(1));
            assertTrue(told(refusal).contains("send user name and password"), told(refusal));
        }
        try (RawMqtt terminal = dial(authority.client(null))) {
            assertEquals(0, terminal.connect(car.deviceId(), car.deviceId(), car.secret()));
        }
    }

    @Test
    void a_certificate_of_another_authority_is_no_certificate() throws Exception {
        TestCertificates stranger = new TestCertificates("Twinloop test authority");
        TestCertificates.Issued forged = stranger.issue(car.deviceId());
        assertThrows(AssertionError.class, () -> {
            try (RawMqtt terminal = dial(authority.client(forged))) {
                terminal.connectWithoutSecret(car.deviceId());
            } catch (UncheckedIOException handshake) {
                throw new AssertionError(handshake);
            }
        });
        cars.eventually(
                0, "select count(*) from device.session where device_id = $1 and ended_at is null", car.deviceId());
    }

    @Test
    void a_renewed_certificate_is_shown_without_a_restart() throws Exception {
        Object before = shown();
        serverCertificate();
        long until = SystemTime.nanos() + PATIENCE.toNanos();
        while (shown().equals(before)) {
            assertTrue(SystemTime.nanos() < until, "the old certificate is still shown");
        }
        assertTrue(Files.exists(folder.resolve("server.pem")));
    }

    private Object shown() throws Exception {
        try (SSLSocket socket = socket(authority.client(null))) {
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void one_connection_more_than_there_is_room_for_is_told_so() {
        DeviceGateway small = open(Map.of("connectionsMax", 1));
        int port = opened(small::port);
        try (RawMqtt first = RawMqtt.connected(port, RawMqtt.V5, car.deviceId(), car.secret());
                RawMqtt second = RawMqtt.open(port, RawMqtt.V5)) {
            TestCar other = cars.add();
            assertEquals(0x89, second.connect(other.deviceId(), other.deviceId(), other.secret()));
            assertTrue(first.isOpen());
        } finally {
            small.shut();
        }
    }

    @Test
    void window_and_keep_alive_are_told_and_a_client_past_its_window_is_closed() {
        DeviceGateway narrow = open(Map.of("window", 1, "keepAliveMax", Duration.ofSeconds(30)));
        int port = opened(narrow::port);
        try (RawMqtt terminal = RawMqtt.open(port, RawMqtt.V5)) {
            terminal.send(terminal.connectPacket(car.deviceId(), car.deviceId(), car.secret(), null));
            String accepted =
                    HexFormat.of().formatHex(terminal.expect(RawMqtt.CONNACK).body());
            assertTrue(accepted.contains("210001"), "Receive Maximum 1 in " + accepted);
            assertTrue(accepted.contains("130014"), "Server Keep Alive 20 s in " + accepted);
            byte[] many = new byte[0];
            for (int id = 1; id <= 20; id++) {
                byte[] report = cars.report(id, cars.now()).getBytes(UTF_8);
                many = RawMqtt.join(many, terminal.publishPacket(id, car.up("report"), report));
            }
            terminal.send(many);
            assertEquals(0x93, terminal.expectClosed());
        } finally {
            narrow.shut();
        }
    }

    private static String told(RawMqtt.Packet packet) {
        return new String(packet.body(), UTF_8);
    }

    private RawMqtt dial(SSLContext context) throws IOException {
        return RawMqtt.over(socket(context), RawMqtt.V5);
    }

    private SSLSocket socket(SSLContext context) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", opened(door::securePort));
        socket.startHandshake();
        return socket;
    }

    private static int opened(IntSupplier port) {
        long until = SystemTime.nanos() + PATIENCE.toNanos();
        while (true) {
            try {
                return port.getAsInt();
            } catch (IllegalStateException notYet) {
                if (SystemTime.nanos() > until) {
                    throw notYet;
                }
                Thread.onSpinWait();
            }
        }
    }
}
