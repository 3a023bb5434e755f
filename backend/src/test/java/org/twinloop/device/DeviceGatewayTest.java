package org.twinloop.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.twinloop.common.SystemTime;
import org.twinloop.device.TestCars.TestCar;

/** The MQTT door, over real sockets. */
@QuarkusTest
class DeviceGatewayTest {

    private static final String STORED = "select count(*) from telematics.report where vehicle_no = $1";
    private static final String QUARANTINED = "select count(*) from device.quarantine where device_id = $1";

    @Inject
    TestCars cars;

    private TestCar car;

    @BeforeEach
    void a_car_with_a_terminal() {
        car = cars.add();
    }

    @ParameterizedTest
    @ValueSource(ints = {RawMqtt.V311, RawMqtt.V5})
    void a_report_is_stored_before_it_is_acknowledged(int version) {
        Instant now = cars.now();
        try (RawMqtt terminal = connect(version)) {
            terminal.publish(7, car.up("report"), cars.report(1, now, ",\"tyreKpa\":[240,238]"));
            assertEquals(0, terminal.expectAck(7));
        }
        assertEquals(1, cars.count(STORED, car.vehicleNo()));
        assertEquals(
                now,
                cars.row("select event_time from vehicle.newest_state where vehicle_no = $1", car.vehicleNo())
                        .instant(0));
        assertEquals(
                "{\"tyreKpa\":[240,238]}",
                cars.row("select extra::text from telematics.report where vehicle_no = $1", car.vehicleNo())
                        .text(0));
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "5, 134"})
    void a_wrong_secret_is_refused(int version, int code) {
        try (RawMqtt terminal = RawMqtt.open(cars.port(), version)) {
            assertEquals(code, terminal.connect(car.deviceId(), car.deviceId(), car.secret() + "x"));
            terminal.expectClosed();
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "5, 134"})
    void an_unknown_device_is_refused_like_a_wrong_secret(int version, int code) {
        try (RawMqtt terminal = RawMqtt.open(cars.port(), version)) {
            assertEquals(code, terminal.connect("T0nobody", "T0nobody", car.secret()));
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 2", "5, 133"})
    void client_id_and_user_name_must_be_one(int version, int code) {
        try (RawMqtt terminal = RawMqtt.open(cars.port(), version)) {
            assertEquals(code, terminal.connect(car.deviceId() + "b", car.deviceId(), car.secret()));
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 5", "5, 135"})
    void a_will_of_another_topic_is_refused(int version, int code) {
        try (RawMqtt terminal = RawMqtt.open(cars.port(), version)) {
            assertEquals(
                    code, terminal.connect(car.deviceId(), car.deviceId(), car.secret(), "tl/v1/T000001/up/report"));
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 5", "5, 138"})
    void a_blocked_device_is_thrown_off_and_refused_until_unblocked(int version, int code) {
        try (RawMqtt terminal = connect(version)) {
            blockElsewhere();
            assertEquals(version == RawMqtt.V5 ? 0x98 : -1, terminal.expectClosed());
        }
        try (RawMqtt terminal = RawMqtt.open(cars.port(), version)) {
            assertEquals(code, terminal.connect(car.deviceId(), car.deviceId(), car.secret()));
        }
        cars.act(() -> cars.devices().unblock(car.deviceId(), UUID.randomUUID()));
        connect(version).close();
    }

    /** Blocks in the database only, as another instance of the service would. */
    private void blockElsewhere() {
        cars.act(() -> cars.repository().block(car.deviceId(), "lost", cars.now()));
    }

    @ParameterizedTest
    @CsvSource({"4, -1", "5, 135"})
    void a_device_that_publishes_as_another_is_disconnected(int version, int reason) {
        TestCar other = cars.add();
        try (RawMqtt terminal = connect(version)) {
            terminal.publish(1, other.up("report"), cars.report(1, cars.now()));
            assertEquals(reason, terminal.expectClosed());
        }
        assertEquals(0, cars.count(STORED, other.vehicleNo()));
    }

    @ParameterizedTest
    @CsvSource({"4, 128", "5, 135"})
    void a_device_may_listen_to_nobody_else(int version, int code) {
        try (RawMqtt terminal = connect(version)) {
            assertEquals(code, terminal.subscribe(1, "tl/v1/+/down/#"));
            assertEquals(code, terminal.subscribe(2, "#"));
            assertEquals(1, terminal.subscribe(3, car.down() + "#"));
        }
    }

    @ParameterizedTest
    @CsvSource({"4, -1", "5, 155"})
    void quality_of_service_two_is_not_offered(int version, int reason) {
        try (RawMqtt terminal = connect(version)) {
            terminal.send(terminal.publishPacket(0x34, 1, car.up("report"), new byte[] {'{', '}'}));
            assertEquals(reason, terminal.expectClosed());
        }
    }

    @Test
    void a_second_connect_on_a_connection_ends_it() {
        try (RawMqtt terminal = connect(RawMqtt.V311)) {
            terminal.send(terminal.connectPacket(car.deviceId(), car.deviceId(), car.secret(), null));
            assertEquals(-1, terminal.expectClosed());
        }
    }

    @Test
    void bytes_that_are_no_mqtt_end_the_connection() {
        try (RawMqtt terminal = connect(RawMqtt.V311)) {
            terminal.send(new byte[] {(byte) 0xf0, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff});
            assertEquals(-1, terminal.expectClosed());
        }
    }

    @Test
    void a_message_above_the_limit_ends_the_connection() {
        try (RawMqtt terminal = connect(RawMqtt.V311)) {
            terminal.send(terminal.publishPacket(1, car.up("report"), new byte[200_000]));
            assertEquals(-1, terminal.expectClosed());
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 0", "5, 153"})
    void an_unreadable_payload_is_kept_and_acknowledged(int version, int reason) {
        try (RawMqtt terminal = connect(version)) {
            terminal.publish(1, car.up("report"), "{\"ts\":\u0000");
            assertEquals(reason, terminal.expectAck(1));
            terminal.publish(2, car.up("nonsense"), "{}");
            assertEquals(reason, terminal.expectAck(2));
            terminal.publish(3, car.up("ack"), "{\"id\":\"" + UUID.randomUUID() + "\",\"result\":\"ACCEPTED\"}");
            assertEquals(reason, terminal.expectAck(3));
            terminal.publish(4, car.up("report"), cars.report(1, cars.now()));
            assertEquals(0, terminal.expectAck(4));
        }
        assertEquals(3, cars.count(QUARANTINED, car.deviceId()));
        assertEquals(1, cars.count(STORED, car.vehicleNo()));
    }

    /** U+0000 is no text in PostgreSQL, and a reason has room for 65,535 bytes in MQTT. */
    @ParameterizedTest
    @CsvSource({"4, 0", "5, 153"})
    void what_is_quarantined_may_be_unfit_to_be_quoted(int version, int reason) {
        try (RawMqtt terminal = connect(version)) {
            terminal.publish(1, car.up("report"), cars.report(1, cars.now()).replace("CLOSED", "\\u0000\\ud800"));
            assertEquals(reason, terminal.expectAck(1));
            terminal.publish(2, car.up("x".repeat(65_000)), "{}");
            assertEquals(reason, terminal.expectAck(2));
            terminal.publish(3, car.up("ack"), "{\"id\":\"" + "x".repeat(100_000) + "\",\"result\":\"ACCEPTED\"}");
            assertEquals(reason, terminal.expectAck(3));
            terminal.publish(4, car.up("report"), cars.report(1, cars.now(), ",\"note\":\"\\u0000\""));
            assertEquals(0, terminal.expectAck(4));
        }
        assertEquals(3, cars.count(QUARANTINED, car.deviceId()));
        assertEquals(1, cars.count(STORED, car.vehicleNo()));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5})
    void a_name_with_u0000_is_a_breach(int version) {
        try (RawMqtt stranger = RawMqtt.open(cars.port(), version)) {
            String name = car.deviceId() + "\0";
            stranger.send(stranger.connectPacket(name, name, car.secret(), null));
            assertNull(stranger.next(Duration.ofSeconds(90)), "closed without a word, as MQTT 1.5.4 asks");
        }
        try (RawMqtt terminal = connect(version)) {
            terminal.publish(1, car.up("report\0"), cars.report(1, cars.now()));
            terminal.expectClosed();
        }
        assertEquals(0, cars.count(QUARANTINED, car.deviceId()));
    }

    @Test
    void events_outside_the_window_are_kept_in_the_quarantine() {
        try (RawMqtt terminal = connect(RawMqtt.V5)) {
            terminal.publish(1, car.up("report"), cars.report(1, cars.now().minus(Duration.ofDays(31))));
            assertEquals(153, terminal.expectAck(1));
            terminal.publish(2, car.up("report"), cars.report(2, cars.now().plus(Duration.ofMinutes(6))));
            assertEquals(153, terminal.expectAck(2));
            terminal.publish(3, car.up("report"), cars.report(3, cars.now().minus(Duration.ofDays(29))));
            assertEquals(0, terminal.expectAck(3));
        }
        assertEquals(2, cars.count(QUARANTINED, car.deviceId()));
        assertEquals(1, cars.count(STORED, car.vehicleNo()));
    }

    @ParameterizedTest
    @ValueSource(ints = {RawMqtt.V311, RawMqtt.V5})
    void sixty_four_kilobytes_in_one_write_are_all_taken_in_order(int version) {
        Instant now = cars.now();
        byte[] all = new byte[0];
        int count = 0;
        try (RawMqtt terminal = connect(version)) {
            while (all.length < 65_536 && count < 256) {
                count++;
                String report = cars.report(count, now.plusMillis(count), ",\"pad\":\"" + "x".repeat(60) + "\"");
                all = RawMqtt.join(
                        all, terminal.publishPacket(count, car.up("report"), report.getBytes(StandardCharsets.UTF_8)));
            }
            assertTrue(all.length >= 65_536);
            terminal.send(all);
            for (int id = 1; id <= count; id++) {
                assertEquals(0, terminal.expectAck(id));
            }
        }
        assertEquals(count, cars.count(STORED, car.vehicleNo()));
    }

    @ParameterizedTest
    @ValueSource(ints = {RawMqtt.V311, RawMqtt.V5})
    void a_client_that_sends_byte_by_byte_is_understood(int version) {
        try (RawMqtt terminal = RawMqtt.open(cars.port(), version)) {
            for (byte one : terminal.connectPacket(car.deviceId(), car.deviceId(), car.secret(), null)) {
                terminal.send(new byte[] {one});
            }
            assertEquals(0, terminal.expect(RawMqtt.CONNACK).u8(1));
            String report = cars.report(1, cars.now());
            for (byte one : terminal.publishPacket(9, car.up("report"), report.getBytes(StandardCharsets.UTF_8))) {
                terminal.send(new byte[] {one});
            }
            assertEquals(0, terminal.expectAck(9));
        }
        assertEquals(1, cars.count(STORED, car.vehicleNo()));
    }

    @ParameterizedTest
    @CsvSource({"4, -1", "5, 142"})
    void a_new_connection_takes_the_place_of_the_old_one(int version, int reason) {
        try (RawMqtt first = connect(version);
                RawMqtt second = connect(version)) {
            assertEquals(reason, first.expectClosed());
            second.publish(1, car.up("report"), cars.report(1, cars.now()));
            assertEquals(0, second.expectAck(1));
            assertEquals(2, session().whole(0));
            assertTrue(session().isNull(1));
        }
        cars.eventually(
                1, "select count(*) from device.session where device_id = $1 and ended_at is not null", car.deviceId());
    }

    @Test
    void an_old_connection_cannot_end_the_epoch_of_its_successor() {
        try (RawMqtt first = connect(RawMqtt.V311);
                RawMqtt second = connect(RawMqtt.V311)) {
            first.expectClosed();
            int ended = cars.act(() -> cars.sessions().end(car.deviceId(), 1, "too late", cars.now()));
            assertEquals(0, ended);
            assertTrue(session().isNull(1));
            assertTrue(second.isSilentFor(Duration.ofMillis(700)));
        }
    }

    @Test
    void twenty_connections_at_once_leave_exactly_the_newest() throws Exception {
        RawMqtt[] all = new RawMqtt[20];
        for (int i = 0; i < all.length; i++) {
            all[i] = RawMqtt.open(cars.port(), RawMqtt.V311);
        }
        for (RawMqtt one : all) {
            one.send(one.connectPacket(car.deviceId(), car.deviceId(), car.secret(), null));
        }
        cars.eventually(20, "select coalesce(max(epoch), 0) from device.session where device_id = $1", car.deviceId());
        int open = 0;
        long until = SystemTime.nanos() + Duration.ofSeconds(90).toNanos();
        do {
            open = 0;
            for (RawMqtt one : all) {
                open += one.isOpen() ? 1 : 0;
            }
        } while (open != 1 && SystemTime.nanos() < until);
        assertEquals(1, open);
        assertTrue(session().isNull(1));
        for (RawMqtt one : all) {
            one.close();
        }
    }

    @Test
    void a_session_taken_over_by_another_instance_is_closed_here() {
        try (RawMqtt terminal = connect(RawMqtt.V5)) {
            UUID elsewhere = UUID.randomUUID();
            cars.act(() -> cars.sessions()
                    .beat(elsewhere)
                    .chain(() -> cars.sessions().claim(car.deviceId(), elsewhere, 5, "elsewhere", cars.now())));
            assertEquals(142, terminal.expectClosed());
            assertTrue(session().isNull(1));
        }
    }

    @Test
    void the_next_secret_ends_the_previous_one_when_it_is_first_used() {
        connect(RawMqtt.V311).goodbye();
        String next = cars.issue(car.deviceId());
        connect(RawMqtt.V311).goodbye();
        String newest = cars.issue(car.deviceId());
        assertEquals(4, code(next), "a secret that was replaced before its use");
        connect(RawMqtt.V311).goodbye();
        assertEquals(0, code(newest));
        assertEquals(4, code(car.secret()));
        assertEquals(0, code(newest));
    }

    @Test
    void the_previous_secret_works_for_a_day_at_most() {
        connect(RawMqtt.V311).goodbye();
        String next = cars.issue(car.deviceId(), SystemTime.now().minus(Duration.ofHours(25)));
        assertEquals(4, code(car.secret()));
        assertEquals(0, code(next));
    }

    @Test
    void a_will_is_delivered_when_the_connection_breaks_and_not_after_a_goodbye() {
        try (RawMqtt polite = RawMqtt.open(cars.port(), RawMqtt.V311)) {
            assertEquals(0, polite.connect(car.deviceId(), car.deviceId(), car.secret(), car.up("report")));
            polite.goodbye();
        }
        cars.eventually(
                1, "select count(*) from device.session where device_id = $1 and ended_at is not null", car.deviceId());
        assertEquals(0, cars.count(QUARANTINED, car.deviceId()));
        try (RawMqtt broken = RawMqtt.open(cars.port(), RawMqtt.V311)) {
            assertEquals(0, broken.connect(car.deviceId(), car.deviceId(), car.secret(), car.up("report")));
        }
        cars.eventually(1, QUARANTINED, car.deviceId());
    }

    private int code(String secret) {
        try (RawMqtt terminal = RawMqtt.open(cars.port(), RawMqtt.V311)) {
            return terminal.connect(car.deviceId(), car.deviceId(), secret);
        }
    }

    private org.twinloop.common.Row session() {
        return cars.row("select epoch, ended_at from device.session where device_id = $1", car.deviceId());
    }

    private RawMqtt connect(int version) {
        return RawMqtt.connected(cars.port(), version, car.deviceId(), car.secret());
    }
}
