package org.twinloop.device.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.twinloop.common.Ids;
import org.twinloop.common.Row;
import org.twinloop.device.DeviceKind;
import org.twinloop.device.LiveSessions;
import org.twinloop.device.TestCars;
import org.twinloop.device.TestCars.TestCar;
import org.twinloop.device.Uplink;
import org.twinloop.isolation.Catalogue;

/** Who is on the line through a broker, where messages of one device may overtake each other. */
@QuarkusTest
class BrokerPresenceTest {

    private static final UUID INSTANCE = Ids.next();
    /** Real time of these tests, which is not the city's. */
    private static final Instant REAL = Instant.parse("2100-01-01T00:00:00Z");

    @Inject
    TestCars cars;

    @Inject
    BrokerRepository repository;

    @Inject
    BrokerPresence presence;

    /** Of the running service: sessions of an instance without a sign of life are ended. */
    @Inject
    LiveSessions live;

    private TestCar car;
    private Instant now;

    @BeforeEach
    void a_car_with_a_terminal() {
        car = cars.add();
        now = cars.now();
    }

    /** Sessions that are served by nobody here are taken away again: the broker mode of this service is off. */
    @Test
    void sessions_with_the_broker_are_known_with_their_group_from_their_first_beat() throws SQLException {
        try (Connection owner = Catalogue.owner();
                Statement sql = owner.createStatement()) {
            sql.execute("insert into device.broker_slot (slot) values (64)");
            assertEquals(List.of(new BrokerRepository.Known("given", 64)), repository.known("given"));
            cars.act(() -> repository
                    .beat(INSTANCE, "first", 2)
                    .chain(() -> repository.beat(INSTANCE, "second", 2))
                    .chain(() -> repository.leave(INSTANCE)));
            assertEquals(
                    List.of(
                            new BrokerRepository.Known("first", 1),
                            new BrokerRepository.Known("first", 2),
                            new BrokerRepository.Known("first", 64)),
                    repository.known("given"));
            sql.execute("delete from device.broker_slot");
        }
    }

    @Test
    void the_newest_report_opens_a_session_and_silence_ends_it() {
        heard(now);
        assertTrue(isOpen());
        assertEquals(1, epoch());
        heard(now.plusSeconds(60));
        assertEquals(1, epoch());
        silentSince(REAL.plusSeconds(60));
        assertTrue(isOpen());
        silentSince(REAL.plusSeconds(61));
        assertFalse(isOpen());
        heard(now.plusSeconds(601));
        assertTrue(isOpen());
        assertEquals(2, epoch());
    }

    @Test
    void who_announced_itself_is_not_ended_by_silence_until_it_speaks_without() {
        heard(now);
        say("{\"online\":true,\"connection\":1}");
        silentSince(REAL.plusSeconds(3600));
        assertTrue(isOpen());
        say("{\"online\":false,\"connection\":1}");
        heard(now.plusSeconds(3600));
        assertTrue(isOpen());
        silentSince(REAL.plusSeconds(3600));
        assertTrue(isOpen());
        silentSince(REAL.plusSeconds(3601));
        assertFalse(isOpen());
    }

    @Test
    void a_row_that_another_writes_is_left_for_the_next_look_at_who_is_silent() throws SQLException {
        heard(now);
        try (Connection other = Catalogue.owner()) {
            other.setAutoCommit(false);
            Catalogue.texts(
                    other, "select device_id from device.session where device_id = ? for update", car.deviceId());
            silentSince(REAL.plusSeconds(1));
            assertTrue(isOpen());
            other.rollback();
        }
        silentSince(REAL.plusSeconds(1));
        assertFalse(isOpen());
    }

    @Test
    void a_look_reads_the_devices_whose_standing_changed() {
        assertTrue(cars.act(() -> repository.changed(Duration.ofMinutes(5))).containsKey(car.deviceId()));
        stood(Duration.ofHours(1));
        assertFalse(cars.act(() -> repository.changed(Duration.ofMinutes(5))).containsKey(car.deviceId()));
        cars.row(
                "update device.device set blocked_at = $2, blocked_reason = 'test' where device_id = $1 "
                        + "returning device_id",
                car.deviceId(),
                now);
        assertTrue(cars.act(() -> repository.changed(Duration.ofMinutes(5)))
                .get(car.deviceId())
                .blocked());
    }

    @Test
    void a_report_that_came_before_the_last_will_does_not_open_the_session_again() {
        heard(now);
        say("{\"online\":false,\"connection\":1}");
        assertFalse(isOpen());
        heard(now);
        assertFalse(isOpen());
    }

    @Test
    void the_last_will_of_an_earlier_connection_does_not_end_a_later_one() {
        say("{\"online\":true,\"connection\":1}");
        say("{\"online\":true,\"connection\":2}");
        assertEquals(2, epoch());
        say("{\"online\":false,\"connection\":1}");
        assertTrue(isOpen());
        say("{\"online\":false,\"connection\":2}");
        assertFalse(isOpen());
    }

    @Test
    void a_greeting_that_its_own_farewell_overtook_opens_nothing() {
        say("{\"online\":true,\"connection\":4}");
        say("{\"online\":false,\"connection\":5}");
        say("{\"online\":true,\"connection\":5}");
        assertFalse(isOpen());
        say("{\"online\":true,\"connection\":6}");
        assertTrue(isOpen());
    }

    @Test
    void a_connection_to_the_service_itself_is_left_alone() {
        cars.row(
                "insert into device.session (device_id, epoch, instance_id, protocol, remote, connected_at) "
                        + "values ($1, 5, $2, 4, 'test', $3) returning epoch",
                car.deviceId(),
                live.instance(),
                now);
        say("{\"online\":true,\"connection\":9}");
        heard(now.plusSeconds(5));
        say("{\"online\":false,\"connection\":9}");
        assertTrue(isOpen());
        assertEquals(5, epoch());
    }

    @Test
    void what_says_neither_online_nor_connection_goes_to_the_quarantine() {
        assertEquals(
                "/online: 1; send true or false",
                verdict("{\"online\":1,\"connection\":1}").quarantineReason());
        assertEquals(
                "/connection: -1; send a whole number that grows with each connection",
                verdict("{\"online\":true,\"connection\":-1}").quarantineReason());
        assertFalse(verdict("nonsense").accepted());
    }

    private void heard(Instant at) {
        DeviceLine.Heard heard = new DeviceLine.Heard(at, REAL.plus(Duration.between(now, at)));
        cars.act(() -> repository.heard(INSTANCE, List.of(car.deviceId()), List.of(heard)));
    }

    private void silentSince(Instant real) {
        cars.act(() -> repository.endSilent(real, now.plusSeconds(600)));
    }

    private void stood(Duration ago) {
        cars.row(
                "update device.device set standing_at = clock_timestamp() - make_interval(secs => $2) "
                        + "where device_id = $1 returning device_id",
                car.deviceId(),
                (double) ago.toSeconds());
    }

    private void say(String payload) {
        assertTrue(verdict(payload).accepted());
    }

    private Uplink.Verdict verdict(String payload) {
        return presence.receive(new Uplink.Message(
                        car.deviceId(),
                        DeviceKind.TERMINAL,
                        car.vehicleId(),
                        car.up("presence"),
                        payload.getBytes(StandardCharsets.UTF_8),
                        now))
                .await()
                .atMost(Duration.ofSeconds(90));
    }

    private boolean isOpen() {
        return session().isNull(1);
    }

    private long epoch() {
        return session().whole(0);
    }

    private Row session() {
        return cars.row("select epoch, ended_at from device.session where device_id = $1", car.deviceId());
    }
}
